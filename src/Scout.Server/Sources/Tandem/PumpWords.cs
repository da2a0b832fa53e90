using Scout.Server.Pages.Languages;

namespace Scout.Server.Sources.Tandem;

/// <summary>What people are told of settings of the declared pump.</summary>
internal static class PumpWords
{
    public static string Unverified =>
        Say.It(
            "NS_SKIP_TLS_VERIFY is set: nobody checks that it is the pump's Nightscout which answers, and whoever stands in between can read and change everything."
        );

    /// <summary>Which setting to try; empty: the region is not in question.</summary>
    public static string RegionHint(TandemFailure failure, TandemRegion region) =>
        failure is TandemFailure.Credentials
            ? Say.It(
                "The setting TCONNECT_REGION is {0} now: if the account was made in the other region, set it to {1}.",
                NameOf(region),
                NameOf(RegionTrial.Other(region))
            )
            : "";

    /// <summary>As settings write it.</summary>
    public static string NameOf(TandemRegion region) => region is TandemRegion.Us ? "US" : "EU";
}
