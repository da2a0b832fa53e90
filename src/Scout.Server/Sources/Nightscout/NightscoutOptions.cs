using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Scout.Server.Sources.Nightscout;

/// <summary>When and how Nightscout sites are read.</summary>
internal sealed class NightscoutOptions
{
    public const string Section = "Scout:Nightscout";

    /// <summary>How often each site is read.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan PollEvery { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>When, inside the period: at second 30 of every minute.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan PollAt { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The same in whole seconds; wins over PollAt when it is set.</summary>
    [Range(0, 3600)]
    public int? PollSecond { get; set; }

    /// <summary>Sites are spread over this much time after PollAt, each always at the same place.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan Spread { get; set; }

    /// <summary>Listen to each site's socket, and read at once when it has news.</summary>
    public bool Push { get; set; } = true;

    /// <summary>How many sockets one node keeps open.</summary>
    [Range(1, 100_000)]
    public int PushLimit { get; set; } = 5_000;

    /// <summary>How many sites one node reads at once.</summary>
    [Range(1, 100_000)]
    public int Concurrency { get; set; } = 2_000;

    /// <summary>For one request, redirects and token exchange included.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:00:29")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(20);

    [Range(typeof(TimeSpan), "00:00:01", "00:00:20")]
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Scout:AllowPrivateUrls: plain http, and private or loopback addresses, are read too.</summary>
    public bool AllowPrivateUrls { get; set; }
}

[OptionsValidator]
internal sealed partial class NightscoutOptionsValidator : IValidateOptions<NightscoutOptions>;
