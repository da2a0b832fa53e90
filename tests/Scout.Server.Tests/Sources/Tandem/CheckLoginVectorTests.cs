using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Scout.TestKit.Nightscout;

namespace Scout.Server.Tests.Sources.Tandem;

/// <summary>What tconnectsync's check writes into its file, line by line, beside what /check_login answers.</summary>
public sealed partial class CheckLoginVectorTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("ok")]
    [InlineData("bad_credentials")]
    [InlineData("nightscout_401")]
    [InlineData("no_pumps")]
    public async Task The_check_says_what_the_original_says(string name)
    {
        var recording = VectorFolder
            .Read("check_login.json")
            .GetProperty("cases")
            .EnumerateArray()
            .Single(one => one.GetProperty("name").GetString() == name);
        await using var house = await PumpHouse.OpensAsync(
            before: house => Prepare(house, name),
            settings:
            [
                new("Scout:Tandem:Zone", "Europe/Berlin"),
                new("Scout:Tandem:Region", "EU"),
                new("Scout:Tandem:PumpSerialNumber", name is "no_pumps" ? "11111111" : "90000001"),
            ]
        );
        using var http = house.Server.CreateClient();

        var said = await http.GetStringAsync($"/check_login?secret={PumpHouse.Secret}", Stop);

        Lines(said).ShouldBe(Lines(recording.GetProperty("sanitizedFile").GetString()!));
    }

    private static void Prepare(PumpHouse house, string name)
    {
        // In summer, as it was there.
        house.Time.AdvanceTo(new DateTimeOffset(house.Now.Year + 1, 7, 16, 12, 0, 0, TimeSpan.Zero));
        var today = house.Now.Date;
        if (name is "ok")
        {
            house.Pump.Log(279, today.AddHours(9), new JsonObject { ["commandedRate"] = 500 }, 11);
            house.Pump.Log(20, today.AddHours(9).AddMinutes(30), new JsonObject { ["bolusId"] = 1 }, 12);
            house.Pump.Log(4_000, today.AddHours(9).AddMinutes(31), [], 13);
        }

        house.Pump.MaxDate = today.AddHours(10);
        house.Pump.UploadedAt = new DateTimeOffset(today.AddHours(10), TimeSpan.Zero);
        if (name is "bad_credentials")
        {
            house.Person.Password = "another";
        }

        if (name is "no_pumps")
        {
            house.Person.Pumps.Clear();
        }

        if (name is "nightscout_401")
        {
            house.Site.Fault = FakeFault.Unauthorized;
        }
    }

    /// <summary>
    /// Without versions, times and frames of Python; an error is one line of Python's and one or two of ours, so only that
    /// there is one is compared.
    /// </summary>
    private static List<string> Lines(string text)
    {
        var lines = new List<string>();
        var isError = false;
        foreach (var line in text.Split('\n'))
        {
            isError = (isError && line != "-----") || line.StartsWith("Error occurred", StringComparison.Ordinal);
            if (
                (isError && !line.StartsWith("Error occurred", StringComparison.Ordinal))
                || line.StartsWith("tconnectsync version", StringComparison.Ordinal)
                || line.StartsWith("Python version", StringComparison.Ordinal)
                || line.StartsWith("Running checks", StringComparison.Ordinal)
                || line.StartsWith("Current time", StringComparison.Ordinal)
                || line.StartsWith("Warning:", StringComparison.Ordinal)
            )
            {
                continue;
            }

            var plain = Span().Replace(line, "time_start= time_end= ");
            plain = Date().Replace(plain, "<day>");
            plain = Range().Replace(plain, "'availableDataRange': {}");
            lines.Add(Version().Replace(plain, "'version': ''"));
        }

        return lines;
    }

    [GeneratedRegex("time_start=.* time_end=.* (?=fetch)", RegexOptions.None, 1000)]
    private static partial Regex Span();

    [GeneratedRegex(@"\d{4}-\d\d-\d\d", RegexOptions.None, 1000)]
    private static partial Regex Date();

    [GeneratedRegex("'availableDataRange': {[^}]*}", RegexOptions.None, 1000)]
    private static partial Regex Range();

    [GeneratedRegex("'version': '[^']*'", RegexOptions.None, 1000)]
    private static partial Regex Version();
}
