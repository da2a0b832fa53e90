using Microsoft.Extensions.Options;

namespace Scout.Server.Hosting.Reports;

internal static class ReportsRegistration
{
    public static IHostApplicationBuilder AddScoutReports(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<IValidateOptions<ReportOptions>, ReportOptionsValidator>();
        services.AddOptions<ReportOptions>().BindConfiguration(ReportOptions.Section).ValidateOnStart();
        services.AddSingleton<ErrorReports>();
        services.AddHostedService<ReportSender>();
        return builder;
    }
}
