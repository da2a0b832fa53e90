using System.Text.Json;

namespace Scout.Server.Commands.Firestore;

/// <summary>One person of the original: a document of its collection.</summary>
/// <param name="Label">The document's id, or its place in the file.</param>
internal sealed record FirestorePerson(
    string Label,
    string Email,
    string Username,
    string NightscoutApi,
    string Phone,
    string EmergencyContact,
    IReadOnlyList<string> ExtraContacts
);

/// <summary>
/// Reads an export of the original's collection, however it was made: a list of documents, documents by id, inside the
/// name of the collection or not, with plain values or with Firestore's typed ones ({"stringValue": "…"}).
/// </summary>
internal static class FirestoreExport
{
    /// <exception cref="JsonException">It is no JSON.</exception>
    public static IReadOnlyList<FirestorePerson> Read(string json)
    {
        using var file = JsonDocument.Parse(json);
        var people = new List<FirestorePerson>();
        Visit(file.RootElement, "", people);
        return people;
    }

    private static void Visit(JsonElement element, string label, List<FirestorePerson> people)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Array:
                foreach (var (index, one) in element.EnumerateArray().Index())
                {
                    Visit(one, $"{index + 1}", people);
                }

                break;
            case JsonValueKind.Object when element.TryGetProperty("fields", out var fields) && IsPerson(fields):
                var name = element.TryGetProperty("name", out var path) ? path.GetString() : null;
                people.Add(PersonOf(fields, name?.Split('/')[^1] ?? label));
                break;
            case JsonValueKind.Object when IsPerson(element):
                people.Add(PersonOf(element, label));
                break;
            case JsonValueKind.Object:
                foreach (var property in element.EnumerateObject())
                {
                    Visit(property.Value, property.Name, people);
                }

                break;
        }
    }

    private static bool IsPerson(JsonElement element) =>
        element.ValueKind is JsonValueKind.Object
        && (element.TryGetProperty("nightscout_api", out _) || element.TryGetProperty("emerg_contact", out _));

    private static FirestorePerson PersonOf(JsonElement fields, string label) =>
        new(
            label,
            Text(fields, "email"),
            Text(fields, "username"),
            Text(fields, "nightscout_api"),
            Text(fields, "phone"),
            Text(fields, "emerg_contact"),
            fields.TryGetProperty("extra_contacts", out var extra) ? [.. Texts(extra)] : []
        );

    private static string Text(JsonElement fields, string name) =>
        fields.TryGetProperty(name, out var value) ? Text(value) : "";

    private static string Text(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.String => value.GetString()!.Trim(),
            JsonValueKind.Number => value.GetRawText(),
            JsonValueKind.Object => value.EnumerateObject().Select(one => Text(one.Value)).FirstOrDefault() ?? "",
            _ => "",
        };

    private static IEnumerable<string> Texts(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.Array => value.EnumerateArray().Select(Text).Where(text => text.Length > 0),
            JsonValueKind.Object when value.TryGetProperty("arrayValue", out var array) => array.TryGetProperty(
                "values",
                out var values
            )
                ? Texts(values)
                : [],
            _ => [],
        };
}
