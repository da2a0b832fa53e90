namespace Scout.Server.Contacts;

internal static class ContactsRegistration
{
    public static IHostApplicationBuilder AddScoutContacts(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<NumberRules>();
        builder.Services.AddSingleton<Verification>();
        builder.Services.AddSingleton<TestCalls>();
        return builder;
    }
}
