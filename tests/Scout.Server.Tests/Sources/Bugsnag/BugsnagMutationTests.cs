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
                .Select(_ => Mutation.Of(originals[random.Next(originals.Length)], random));
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
}
