using System.Text;
using System.Text.Json;
using Scout.Core.Events;
using Scout.Core.Sigfox;

namespace Scout.Core.Devices;

/// <summary>Reads the objects of a loose body, each a message or several.</summary>
/// <param name="query">The fields of the address; undefined: none.</param>
internal sealed class LooseReader(NetworkKind network, DeviceRequest request, JsonElement query, ReadParts parts)
{
    private const int MostParts = 10_000;
    private const int Deepest = 4;
    private int _count;

    public string ReadQuery()
    {
        if (query.ValueKind is not JsonValueKind.Object || !query.EnumerateObject().Any(one => one.Name is not "key"))
        {
            return "The request is empty: send the values as JSON, as a form, or in the address (?temp=21.5).";
        }

        Read(query, "", "", null, 0);
        return "";
    }

    /// <summary>An object or a list of them; the answer is why neither.</summary>
    public string ReadAny(JsonElement root, string where)
    {
        if (root.ValueKind is JsonValueKind.Array)
        {
            var index = 0;
            foreach (var one in root.EnumerateArray())
            {
                index++;
                ReadLine(one, $"Part {index}");
            }

            return "";
        }

        if (root.ValueKind is not JsonValueKind.Object)
        {
            return "The body is JSON and no object: send names with their values, like {\"temp\":21.5}.";
        }

        if (root.In("batch") is { ValueKind: JsonValueKind.String })
        {
            return ReadBatch(root.TextOf("batch"));
        }

        Read(root, where, "", null, 0);
        return "";
    }

    public void ReadLine(JsonElement? line, string where)
    {
        if (line is { ValueKind: JsonValueKind.Object } element)
        {
            Read(element, where, "", null, 0);
        }
        else
        {
            parts.Refuse(where, "It is no JSON object.");
        }
    }

    public void ReadInflux(string text)
    {
        var lines = text.Split('\n');
        for (var i = 0; i < lines.Length && Counts(); i++)
        {
            var line = lines[i].Trim();
            if (line.Length == 0 || line[0] is '#')
            {
                continue;
            }

            if (InfluxLine.Read(line) is not { } read)
            {
                parts.Refuse($"Line {i + 1}", "It is no line of Influx: write `room temp=21.5`, a time behind it.");
                continue;
            }

            Add(GenericDevice.Of(network, request, read), $"Line {i + 1}");
        }
    }

    private string ReadBatch(string text)
    {
        var body = new DeviceRequest(request.ContentType, Encoding.UTF8.GetBytes(text), "", request.ReceivedAt)
        {
            Sensor = request.Sensor,
            Hint = request.Hint,
            Mapping = request.Mapping,
        };
        var read = DeviceBody.Read(network, body);
        foreach (var message in read.Messages)
        {
            parts.Add(message);
        }

        foreach (var refused in read.Refused)
        {
            parts.Refuse(refused.Where, refused.Problem);
        }

        return read.Problem;
    }

    private void Read(JsonElement element, string where, string device, DateTimeOffset? at, int depth)
    {
        if (!Counts())
        {
            return;
        }

        if (depth == 0 && request.Mapping is { } mapping && ReadMapped(mapping, element, where))
        {
            return;
        }

        var isSigfox = network is NetworkKind.Sigfox || (network is NetworkKind.Data && device.Length == 0);
        if (isSigfox && SigfoxReader.IsOwn(element, network))
        {
            Add(SigfoxReader.Read(element, query, network, request), where);
            return;
        }

        // ThingsBoard's way for a gateway: {"freezer 3":[{"ts":…,"values":{…}}]}.
        var isGateway = depth < Deepest && device.Length == 0 && IsGateway(element);
        if (!isGateway)
        {
            Add(GenericDevice.Of(network, request, element, query, device, at), where);
            return;
        }

        foreach (var one in element.EnumerateObject())
        {
            foreach (var row in one.Value.EnumerateArray())
            {
                Read(row, Told.Short(one.Name, Told.LongestName), one.Name, at, depth + 1);
            }
        }
    }

    /// <returns>False: none of the mapping's values is in it.</returns>
    private bool ReadMapped(BodyMapping mapping, JsonElement body, string where)
    {
        var isMapped = false;
        var index = 0;
        foreach (var entry in mapping.Entries(body))
        {
            index++;
            if (mapping.ValuesOf(entry) is { IsEmpty: false } values && (index == 1 || Counts()))
            {
                isMapped = true;
                Add(
                    MappedDevice.Of(request, mapping, entry, body, values),
                    mapping.List is null ? where : $"{where} {mapping.List.Text}[{index - 1}]".Trim()
                );
            }
        }

        return isMapped;
    }

    private static bool IsGateway(JsonElement element) =>
        element.EnumerateObject().Any()
        && element
            .EnumerateObject()
            .All(one =>
                one.Value.ValueKind is JsonValueKind.Array
                && one.Value.GetArrayLength() > 0
                && one.Value.EnumerateArray().All(row => row.ValueKind is JsonValueKind.Object)
            );

    private void Add((DeviceMessage? Message, string Problem) read, string where)
    {
        if (read.Message is { } message)
        {
            parts.Add(message);
        }
        else
        {
            parts.Refuse(where, read.Problem);
        }
    }

    private bool Counts() => ++_count <= MostParts;
}
