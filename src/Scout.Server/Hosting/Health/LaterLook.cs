namespace Scout.Server.Hosting.Health;

/// <summary>Settings of the original systems that this version takes and does nothing with yet.</summary>
internal sealed class LaterLook(IConfiguration configuration) : IHealthLook
{
    private static readonly (string Key, string What)[] Later =
    [
        ("Scout:Twilio:AccountSid", "calls and texts by Twilio"),
        ("Scout:Bugsnag:OnDuty", "errors from Bugsnag"),
        ("Scout:Tandem:Email", "pump data from t:connect"),
        ("Scout:Google:ClientId", "signing in with Google"),
        ("Scout:OpenIngest", "sensors"),
    ];

    public Task<IReadOnlyList<HealthFinding>> LookAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<HealthFinding>>([
            .. Later
                .Where(later => !string.IsNullOrWhiteSpace(configuration[later.Key]))
                .Select(later =>
                    HealthFinding.Warning(
                        "later",
                        $"{OriginalNames.Of(later.Key)} is set, but this version does not do {later.What} yet."
                    )
                ),
        ]);
}
