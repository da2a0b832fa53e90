using Microsoft.Extensions.Primitives;

namespace Scout.Server.Pages.Forms;

/// <summary>A form as it stands on the page: what was typed, and what is wrong with it, field by field.</summary>
public sealed class TypedForm
{
    private readonly Dictionary<string, string[]> _values = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _errors = new(StringComparer.Ordinal);

    public bool IsFine => _errors.Count == 0;

    /// <summary>Sentences by field, in the order they were found.</summary>
    public IReadOnlyDictionary<string, string> Errors => _errors;

    /// <summary>Trimmed; empty when it was not in the form. A field that may come several times is named with its place: extra[2].</summary>
    public string this[string field]
    {
        get => _values.TryGetValue(field, out var values) && values is [var first, ..] ? first : "";
        set => _values[field] = [value];
    }

    /// <summary>The id of a field's element: extra[2] is f-extra-2.</summary>
    public static string IdOf(string field) =>
        "f-" + field.Replace("[", "-", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal);

    public bool Has(string field) => _values.ContainsKey(field);

    public string? ErrorOf(string field) => _errors.GetValueOrDefault(field);

    /// <summary>The first sentence about a field counts.</summary>
    public void Refuse(string field, string sentence) => _errors.TryAdd(field, sentence);

    /// <summary>All values of a field that may come several times, in their order.</summary>
    public IReadOnlyList<string> All(string field) => _values.GetValueOrDefault(field) ?? [];

    public void SetAll(string field, IEnumerable<string> values) => _values[field] = [.. values];

    /// <summary>Writes over what stands there; fields that were not posted stay.</summary>
    public TypedForm Take(IFormCollection posted)
    {
        foreach (var (field, values) in posted)
        {
            _values[field] = [.. Trimmed(values)];
        }

        return this;
    }

    // Nothing that a person types into a field is longer; what is longer is not typed.
    private static IEnumerable<string> Trimmed(StringValues values) =>
        values.Select(value => value is { Length: > 2000 } ? value[..2000].Trim() : value?.Trim() ?? "");
}
