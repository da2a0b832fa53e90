using System.Collections.Immutable;
using Microsoft.Extensions.Options;
using Scout.Core.Deliveries;
using Scout.Server.Carriers;
using Scout.Server.Carriers.Twilio;
using Scout.Server.Carriers.Vonage;
using Scout.Server.Pages.Languages;

namespace Scout.Server.Hosting.Health;

/// <summary>Can phones be rung, and can they answer?</summary>
internal sealed class CarrierLook(CarrierBoard board, IOptions<ScoutOptions> scout, IConfiguration configuration)
    : IHealthLook
{
    public Task<IReadOnlyList<HealthFinding>> LookAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<HealthFinding>>([.. Findings()]);

    private IEnumerable<HealthFinding> Findings()
    {
        var names = board.Names;
        if (names.IsEmpty)
        {
            var none = Say.It("There is no carrier, so no phone can ring.");
            yield return HealthFinding.Failing("carriers", none) with
            {
                Impairs = new Impairment("carriers", none),
            };
            yield break;
        }

        if (names is ["sandbox"])
        {
            yield return scout.Value.Demo
                ? HealthFinding.Fine("carriers", Say.It("This is the demo: phones ring in the browser only."))
                : HealthFinding.Warning(
                    "carriers",
                    Say.It(
                        "Phones ring in the browser only. For real calls set NEXMO_APPLICATION_ID, NEXMO_PRIVATE_KEY and NEXMO_NUMBER (Vonage), or TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN and TWILIO_CALLER_ID (Twilio)."
                    )
                );
            yield break;
        }

        yield return HealthFinding.Fine(
            "carriers",
            Say.It("Calls and texts go out by {0}.", string.Join(Say.It(", then "), names))
        );
        if (!board.All.Any(carrier => carrier.Takes(Channel.Call)))
        {
            yield return HealthFinding.Warning(
                "no-calls",
                Say.It("No carrier takes calls: nobody's phone rings, and alerts begin with texts.")
            );
        }

        if (string.IsNullOrWhiteSpace(scout.Value.SiteUrl))
        {
            yield return HealthFinding.Warning(
                "public-address",
                Say.It(
                    "SITE_URL is not set: calls cannot offer keys and texts cannot be answered, so an alert is acknowledged on its page."
                )
            );
        }
        else
        {
            foreach (var warning in Callbacks(names))
            {
                yield return warning;
            }
        }
    }

    private IEnumerable<HealthFinding> Callbacks(ImmutableArray<string> names)
    {
        if (names.Contains("vonage") && HasNo($"{VonageOptions.Section}:{nameof(VonageOptions.SignatureSecret)}"))
        {
            yield return HealthFinding.Warning(
                "signatures",
                Say.It("NEXMO_SIGNATURE_SECRET is not set: only webhooks with a known token are believed.")
            );
        }

        if (names.Contains("twilio") && HasNo($"{TwilioOptions.Section}:{nameof(TwilioOptions.AuthToken)}"))
        {
            yield return HealthFinding.Warning(
                "twilio-signatures",
                Say.It(
                    "TWILIO_AUTH_TOKEN is not set: only webhooks with a known token are believed, and texts to Scout are not read."
                )
            );
        }

        if (board.Find("twilio") is TwilioClient { CallbacksAreRefused: true })
        {
            yield return HealthFinding.Warning(
                "twilio-callbacks",
                Say.It(
                    "Twilio cannot use SITE_URL: calls ring without keys until it is an address that Twilio can reach."
                )
            );
        }
    }

    private bool HasNo(string setting) => string.IsNullOrWhiteSpace(configuration[setting]);
}
