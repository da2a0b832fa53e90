namespace Scout.Server.Replies;

internal static class RepliesRegistration
{
    public static IHostApplicationBuilder AddScoutReplies(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<InboundTexts>();
        return builder;
    }
}
