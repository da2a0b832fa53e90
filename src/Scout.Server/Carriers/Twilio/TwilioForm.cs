using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace Scout.Server.Carriers.Twilio;

/// <summary>The fields of a webhook, decoded. A field that did not come is empty.</summary>
internal sealed class TwilioForm
{
    private readonly Dictionary<string, StringValues> _fields;

    private TwilioForm(Dictionary<string, StringValues> fields) => _fields = fields;

    public static TwilioForm Empty { get; } = new(new Dictionary<string, StringValues>(StringComparer.Ordinal));

    public string this[string name] =>
        _fields.TryGetValue(name, out var values) && values is [{ } first, ..] ? first : "";

    /// <summary>Every field with all its values, as a signature counts them. Names differ by case too.</summary>
    public IEnumerable<KeyValuePair<string, StringValues>> Fields => _fields;

    public static TwilioForm Parse(string encoded)
    {
        var fields = new Dictionary<string, StringValues>(StringComparer.Ordinal);
        foreach (var pair in new QueryStringEnumerable(encoded))
        {
            var name = Decode(pair.DecodeName());
            var values = fields.GetValueOrDefault(name);
            fields[name] = StringValues.Concat(values, Decode(pair.DecodeValue()));
        }

        return new TwilioForm(fields);

        static string Decode(ReadOnlyMemory<char> text) => text.ToString();
    }
}
