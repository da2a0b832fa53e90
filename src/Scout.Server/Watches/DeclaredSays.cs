using Microsoft.Extensions.Options;
using Scout.Core.Watches;

namespace Scout.Server.Watches;

/// <summary>What the settings themselves say about the declared person; the rest has defaults, and a page may say it.</summary>
internal sealed class DeclaredSays(IConfiguration configuration, IOptions<PersonOptions> person)
{
    /// <summary>Is anybody declared on this node?</summary>
    public bool Anybody => !person.Value.IsEmpty;

    public bool Name => Says(person.Value.Name);

    public bool Language => Says(configuration["Scout:Language"]);

    public bool Unit => Says(configuration["Scout:Units"]);

    public bool Zone => Says(configuration["Scout:Zone"]);

    public bool WaitAfterCall => Says(configuration["Scout:Escalation:WaitAfterCall"]);

    public bool SourceDown => Says(configuration["Scout:Escalation:FailedPing"]);

    public bool Limit(RuleKind kind) =>
        kind switch
        {
            RuleKind.UrgentLow => Says(person.Value.UrgentLow),
            RuleKind.Low => Says(person.Value.Low),
            RuleKind.High => Says(person.Value.High),
            _ => false,
        };

    /// <summary>What a page added to declared settings, with what they say written over it.</summary>
    public WatchSettings Merge(WatchSettings declared, WatchSettings? edits)
    {
        if (edits is null)
        {
            return declared;
        }

        var times = WaitAfterCall ? edits.Times with { WaitAfterCall = declared.Times.WaitAfterCall } : edits.Times;
        return edits with { Times = times, Rules = [.. edits.Rules.Select(rule => Merge(declared, rule))] };
    }

    private Rule Merge(WatchSettings declared, Rule rule)
    {
        if (rule.Kind is RuleKind.SourceDown && SourceDown)
        {
            return declared.Of(rule.Kind) ?? rule;
        }

        // A clear level that a page chose stays while it is on the safe side of the limit.
        return Limit(rule.Kind) && declared.Of(rule.Kind) is { Threshold: { } limit }
            ? rule with
            {
                Threshold = limit,
                Clear = IsSafe(rule, limit.MgDl) ? rule.Clear : null,
            }
            : rule;
    }

    private static bool IsSafe(Rule rule, double limit) =>
        rule.Kind is RuleKind.High ? rule.Clear?.MgDl < limit : rule.Clear?.MgDl > limit;

    private static bool Says(string? value) => !string.IsNullOrWhiteSpace(value);
}
