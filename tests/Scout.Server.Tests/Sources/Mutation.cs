namespace Scout.Server.Tests.Sources;

/// <summary>Breaks bodies as nobody would send them.</summary>
internal static class Mutation
{
    /// <summary>A few bytes changed, cut out, doubled, or the end missing.</summary>
    public static byte[] Of(byte[] original, Random random)
    {
        var body = original.ToList();
        for (var times = random.Next(1, 6); times > 0 && body.Count > 4; times--)
        {
            var at = random.Next(body.Count);
            switch (random.Next(6))
            {
                case 0:
                    body[at] = (byte)random.Next(256);
                    break;
                case 1:
                    body.RemoveRange(at, Math.Min(random.Next(1, 40), body.Count - at));
                    break;
                case 2:
                    body.InsertRange(
                        at,
                        "{}[]\",:0nulltrue\\ud83d\\u0000"u8.ToArray().Skip(random.Next(12)).Take(random.Next(1, 14))
                    );
                    break;
                case 3 when random.Next(8) == 0:
                    body.RemoveRange(at, body.Count - at);
                    break;
                case 4:
                    Swap(body, random);
                    break;
                default:
                    body[at] ^= (byte)(1 << random.Next(8));
                    break;
            }
        }

        return [.. body];
    }

    // A value in the place of another: right JSON of the wrong type.
    private static void Swap(List<byte> body, Random random)
    {
        var colons = body.Index().Where(one => one.Item == (byte)':').Select(one => one.Index).ToArray();
        if (colons.Length > 0)
        {
            byte[][] values =
            [
                "7 ,\"x\":"u8.ToArray(),
                "null,\"x\":"u8.ToArray(),
                "[],\"x\":"u8.ToArray(),
                "{\"a\":1},\"x\":"u8.ToArray(),
            ];
            body.InsertRange(colons[random.Next(colons.Length)] + 1, values[random.Next(values.Length)]);
        }
    }
}
