using Microsoft.Extensions.Options;
using Scout.Server.Contacts;
using Scout.Server.Deliveries;
using Scout.Server.Hosting;

namespace Scout.Server.Watches;

/// <summary>Half a person stops the start.</summary>
internal sealed class PersonOptionsValidator(IConfiguration configuration) : IValidateOptions<PersonOptions>
{
    public ValidateOptionsResult Validate(string? name, PersonOptions options)
    {
        // Bound here and not injected: their own faults are theirs to tell.
        var scout = Bound<ScoutOptions>(ScoutOptions.Section);
        var escalation = Bound<EscalationOptions>(EscalationOptions.Section);
        var (_, problems) = new DeclaredWatchReader(options, scout, escalation, NumberRules.Of(configuration)).Read();
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private T Bound<T>(string section)
        where T : class, new() => configuration.GetSection(section).Get<T>() ?? new T();
}
