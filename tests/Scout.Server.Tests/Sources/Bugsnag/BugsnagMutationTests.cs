using System.Net;

namespace Scout.Server.Tests.Sources.Bugsnag;

/// <summary>Bodies that nobody would send: nothing of them is lost, and none breaks the door.</summary>
public sealed class BugsnagMutationTests
{
    private const int Bodies = 10_000;
    private const int Batch = 200;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    [Trait("Rule", "ONCALL-6")]
    public async Task Ten_thousand_mutated_bodies_are_all_kept_and_all_judged()
    {
        await using var shop = await Shop.OpensAsync(Shop.Secret, settings: Shop.Nobody);
        var random = new Random(20260329);
        var originals = Shop.Names().Select(Shop.Body).ToArray();
        for (var sent = 0; sent < Bodies; sent += Batch)
        {
            var batch = Enumerable
                .Range(0, Batch)
                .Select(_ => Mutated(originals[random.Next(originals.Length)], random));
            await Task.WhenAll(batch.Select(body => SendAsync(shop, body)).ToArray());
        }

        await shop.SettleAsync();

        (await CountAsync(shop, "sum(1 + copies)")).ShouldBe(Bodies);
        (await CountAsync(shop, "sum(case when state = 'Waiting' then 1 else 0 end)")).ShouldBe(0);
        (await CountAsync(shop, "sum(case when state = 'Taken' then 1 else 0 end)")).ShouldBeGreaterThan(1_000);
        (await CountAsync(shop, "sum(case when problem like '%stumbled%' then 1 else 0 end)")).ShouldBe(0);
    }

    private static async Task SendAsync(Shop shop, byte[] body)
    {
        using var content = new ByteArrayContent(body);
        using var answer = await shop.Http.PostAsync(
            new Uri($"/bugsnag/{Shop.Secret}", UriKind.Relative),
            content,
            Stop
        );
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private static Task<long> CountAsync(Shop shop, string what) =>
        shop.Server.Database.ReadAsync(session => session.ScalarAsync<long>($"select {what} from intake"), Stop);

    /// <summary>A few bytes changed, cut out, doubled, or the end missing.</summary>
    private static byte[] Mutated(byte[] original, Random random)
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
