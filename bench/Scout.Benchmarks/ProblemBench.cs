using System.Diagnostics;
using System.Globalization;
using Scout.Core.Contacts;
using Scout.Core.Readings;
using Scout.Server.Accounts;
using Scout.Server.Hosting;
using Scout.Server.Sources.Bugsnag;
using Scout.TestKit;
using Scout.TestKit.Vonage;

namespace Scout.Benchmarks;

/// <summary>From the post of an error to the text at the carrier's door, through the whole server on a system clock.</summary>
internal static class ProblemBench
{
    private const int Projects = 60;
    private const int WarmUp = 2;
    private const int AtOnce = 4;

    public static async Task<Line[]> RunAsync(CancellationToken cancellationToken)
    {
        await using var storage = await TestDatabase.CreateAsync(
            BothEngines.Sqlite,
            cancellationToken,
            migrated: false
        );
        await using var booth = await FakeVonage.StartAsync(
            TimeProvider.System,
            cancellationToken,
            patience: TimeSpan.FromMinutes(2)
        );
        var port = Ports.Free();
        await using var app = await ServeAsync(port, storage, booth);
        var doors = await SeedAsync(app.Services, cancellationToken);
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        var samples = new List<double>();
        for (var project = 0; project < WarmUp; project++)
        {
            await OneAsync(project, doors[project], http, booth, cancellationToken);
        }

        await Parallel.ForEachAsync(
            Enumerable.Range(WarmUp, Projects - WarmUp),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
            async (project, token) =>
            {
                var milliseconds = await OneAsync(project, doors[project], http, booth, token);
                lock (samples)
                {
                    samples.Add(milliseconds);
                }
            }
        );
        await app.StopAsync(cancellationToken);
        double[] all = [.. samples];
        return
        [
            Line.Figure("problems: error posted → text to who is on duty, median", Samples.Percentile(all, 0.5), "ms"),
            Line.AtMost($"problems: … p99 of {all.Length}", Samples.Percentile(all, 0.99), 2000, "ms"),
        ];
    }

    private static async Task<double> OneAsync(
        int project,
        string secret,
        HttpClient http,
        FakeVonage booth,
        CancellationToken cancellationToken
    )
    {
        using var content = BugsnagPost.Of(project);
        var text = booth.Phone(NumberOf(project)).GetsText();
        var began = Stopwatch.GetTimestamp();
        using var answer = await http.PostAsync(
            new Uri($"/bugsnag/{secret}", UriKind.Relative),
            content,
            cancellationToken
        );
        answer.EnsureSuccessStatusCode();
        await text;
        return Stopwatch.GetElapsedTime(began).TotalMilliseconds;
    }

    private static async Task<WebApplication> ServeAsync(int port, TestDatabase storage, FakeVonage booth)
    {
        var settings = storage.Settings.Concat(booth.Settings).ToDictionary();
        settings["Scout:SiteUrl"] = $"http://127.0.0.1:{port}";
        var builder = ScoutHost.CreateBuilder([$"--urls=http://127.0.0.1:{port}"]);
        builder.Configuration.AddInMemoryCollection(settings);
        builder.AddScout();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        await app.PrepareAsync();
        app.MapScout();
        await app.StartAsync();
        return app;
    }

    /// <summary>Secrets of the projects, each with an engineer of its own.</summary>
    private static async Task<List<string>> SeedAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var keeper = services.GetRequiredService<ProjectKeeper>();
        var viewer = new Viewer(Viewer.OwnerId, RunsInstance: true);
        var me = new Me(viewer.Account, Role.Owner, "Owner", "en", GlucoseUnit.MgDl, "Europe/Berlin", Contact: null);
        var secrets = new List<string>();
        for (var project = 0; project < Projects; project++)
        {
            var draft = new ProjectDraft(
                $"Shop {project}",
                $"Engineer {project}",
                PhoneNumber.Parse(NumberOf(project)),
                CallAfter: TimeSpan.FromMinutes(5),
                RingsWhenReopened: false,
                Addresses: ""
            );
            secrets.Add((await keeper.AddAsync(viewer, me, draft, cancellationToken)).Secret);
        }

        return secrets;
    }

    private static string NumberOf(int project) => (14155570000 + project).ToString("+0", CultureInfo.InvariantCulture);
}
