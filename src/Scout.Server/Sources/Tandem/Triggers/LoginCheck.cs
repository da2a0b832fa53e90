using System.Reflection;
using System.Runtime.InteropServices;
using Microsoft.Extensions.Options;
using Scout.Server.Storage;

namespace Scout.Server.Sources.Tandem.Triggers;

/// <summary>
/// What tconnectsync's --check-login prints about the declared account: block by block in its order, without anything of
/// the person, and with one line for each error.
/// </summary>
internal sealed class LoginCheck(
    IOptions<TandemOptions> options,
    TandemApi api,
    CheckOfTandem tandem,
    CheckOfNightscout nightscout,
    Database database,
    TimeProvider time
)
{
    public const string NoErrors = "No API errors returned!";
    public const string Errors = "API errors occurred. Please check the errors above.";
    private const string Rule = "-----";

    /// <summary>Who says that a password is right now may have set it right.</summary>
    private static readonly TimeSpan RefusalRest = TimeSpan.FromHours(1);

    public async Task<string> RunAsync(int days, CancellationToken cancellationToken)
    {
        if (options.Value.IsDeclared)
        {
            await AllowAsync(cancellationToken);
        }

        return await RunAsync(api, days, cancellationToken);
    }

    /// <param name="asked">Where tokens come from a login of this check alone, when no server runs.</param>
    public async Task<string> RunAsync(TandemApi asked, int days, CancellationToken cancellationToken)
    {
        var sheet = new CheckSheet(options.Value);
        var now = time.GetUtcNow();
        var from = now - TimeSpan.FromDays(days);
        sheet.Say($"tconnectsync version: none, this is Scout {VersionOf()}");
        sheet.Say($"Python version: none, this is {RuntimeInformation.FrameworkDescription}");
        sheet.Say($"System platform {(OperatingSystem.IsLinux() ? "linux" : RuntimeInformation.OSDescription)}");
        sheet.Say($"Running checks with time range {CheckSheet.Iso(from)} to {CheckSheet.Iso(now)}");
        sheet.Say($"Current time: {CheckSheet.Iso(now)}");
        sheet.Say("time.tzname: ('UTC', 'UTC')");
        sheet.Say("Loading secrets...");
        sheet.Say($"Using TCONNECT_REGION='{options.Value.Region}'");
        SaySettings(sheet);
        sheet.Say($"TIMEZONE_NAME: {options.Value.ZoneName}");
        sheet.Say(Rule);
        await tandem.SayAsync(sheet, asked, from, now, cancellationToken);
        sheet.Say(Rule);
        await nightscout.SayAsync(sheet, cancellationToken);
        sheet.Say(Rule);
        sheet.Say(sheet.HasErrors ? Errors : NoErrors);
        return sheet.Text;
    }

    private void SaySettings(CheckSheet sheet)
    {
        foreach (
            var (isThere, name) in new[]
            {
                (options.Value.HasEmail, "TCONNECT_EMAIL"),
                (options.Value.HasPassword, "TCONNECT_PASSWORD"),
                (options.Value.HasNightscout, "NS_URL"),
                (options.Value.HasNightscoutSecret, "NS_SECRET"),
            }
        )
        {
            if (!isThere)
            {
                sheet.Fail($"Error: You have not specified a {name}");
            }
        }

        if (options.Value.Serial is null)
        {
            sheet.Say("Warning: You have not specified a PUMP_SERIAL_NUMBER, so the pump with the newest data is used");
        }
    }

    private Task<int> AllowAsync(CancellationToken cancellationToken) =>
        database.WriteAsync(
            session =>
                session.ExecuteAsync(
                    """
                    update pumps set refused = null, refused_at = null
                    where watch_id = @Id and refused_at <= @until
                    """,
                    new { DeclaredPumpKeeper.Id, until = (time.GetUtcNow() - RefusalRest).ToUnixTimeMilliseconds() }
                ),
            cancellationToken
        );

    private static string VersionOf() =>
        typeof(LoginCheck).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion
        ?? "";
}
