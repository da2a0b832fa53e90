using Scout.Server.Hosting;

namespace Scout.Server.Commands;

internal static class HealthCheckCommand
{
    public static async Task<int> RunAsync(string[] settings, CancellationToken cancellationToken)
    {
        var builder = ScoutHost.CreateBuilder(settings).AddScoutConfiguration();
        var address = LocalAddress.Of(builder.Configuration);
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        try
        {
            using var answer = await client.GetAsync(new Uri(address, "health/ready"), cancellationToken);
            var words = (await answer.Content.ReadAsStringAsync(cancellationToken)).Trim();
            await Console.Out.WriteLineAsync($"{address}: {words}");
            return answer.IsSuccessStatusCode ? 0 : 1;
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException)
        {
            return await Console.Error.SayAsync([$"Nobody answers at {address}."]);
        }
    }
}
