using Scout.Server.Carriers.Twilio;

namespace Scout.Server.Commands.Demo;

/// <summary>The whole of Scout with a simulated person, nothing to sign up for, and nothing kept.</summary>
internal static class DemoCommand
{
    public static async Task<int> RunAsync(string[] settings, Func<string[], Task> serve)
    {
        await using var site = await DemoSite.StartAsync(TimeProvider.System);
        var folder = Directory.CreateTempSubdirectory("scout-demo-");
        try
        {
            await serve([.. Settings(site.Address, folder.FullName), .. settings]);
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        return 0;
    }

    /// <summary>On the command line, so that nothing of a .env beside it rings a real phone.</summary>
    private static string[] Settings(Uri site, string folder) =>
        [
            "--Scout:Demo=true",
            $"--Scout:Data={folder}",
            "--Scout:Database=",
            "--Scout:SiteUrl=",
            "--Scout:HeartbeatUrl=",
            "--Scout:AllowPrivateUrls=true",
            "--Scout:Carriers:Order=sandbox",
            "--Scout:Escalation:WaitAfterCall=60",
            "--Scout:Vonage:ApiKey=",
            "--Scout:Vonage:ApiSecret=",
            "--Scout:Vonage:ApplicationId=",
            "--Scout:Vonage:PrivateKey=",
            "--Scout:Vonage:Number=",
            "--Scout:Vonage:SignatureSecret=",
            .. TwilioOptions.Names.Select(name => $"--{TwilioOptions.Section}:{name}="),
            "--Scout:Nightscout:PollEvery=00:00:05",
            "--Scout:Nightscout:PollAt=00:00:00",
            "--Scout:Nightscout:PollSecond=0",
            "--Scout:Nightscout:Push=false",
            $"--Scout:Person:NightscoutUrl={site}",
            "--Scout:Person:NightscoutToken=",
            "--Scout:Person:Name=Sam",
            "--Scout:Person:Phone=Sam +14155550100",
            "--Scout:Person:EmergencyContact=Alex +14155550101",
            "--Scout:Person:ExtraContacts:0=Robin +14155550102",
            "--Scout:Person:ExtraContacts:1=Kim +14155550103",
        ];
}
