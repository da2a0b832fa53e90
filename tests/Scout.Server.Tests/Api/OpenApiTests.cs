using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Scout.TestKit;

namespace Scout.Server.Tests.Api;

/// <summary>The description of the API describes the API: every route, no other, and errors as they are.</summary>
public sealed partial class OpenApiTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_names_every_route_of_the_api_and_no_other()
    {
        await using var database = await TestDatabase.CreateAsync(BothEngines.Sqlite, Stop);
        await using var server = new ScoutServer(new ManualTime(), database.Settings);
        var document = await ReadAsync(server);

        var described = document
            .GetProperty("paths")
            .EnumerateObject()
            .SelectMany(path => path.Value.EnumerateObject().Select(method => $"{method.Name} {path.Name}"));
        var routes = server
            .Services.GetRequiredService<EndpointDataSource>()
            .Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.RoutePattern.RawText!.StartsWith("/api/", StringComparison.Ordinal))
            // GoAlert's addresses, kept for programs that know them: not Scout's own.
            .Where(endpoint => !endpoint.RoutePattern.RawText!.StartsWith("/api/v2/", StringComparison.Ordinal))
            .SelectMany(endpoint =>
                endpoint
                    .Metadata.GetMetadata<HttpMethodMetadata>()!
                    .HttpMethods.Select(method =>
                        $"{method.ToLowerInvariant()} {Plain(endpoint.RoutePattern.RawText!)}"
                    )
            );

        described.ShouldBe(routes, ignoreOrder: true);
    }

    [Fact]
    public async Task Everybody_may_read_it_and_every_act_says_how_it_can_fail()
    {
        await using var database = await TestDatabase.CreateAsync(BothEngines.Sqlite, Stop);
        await using var server = new ScoutServer(
            new ManualTime(),
            [.. database.Settings, new("Scout:SiteUrl", "https://scout.example")]
        );
        var document = await ReadAsync(server);

        document.GetProperty("openapi").GetString()!.ShouldStartWith("3.");
        document
            .GetProperty("components")
            .GetProperty("securitySchemes")
            .GetProperty("bearer")
            .GetProperty("scheme")
            .GetString()
            .ShouldBe("bearer");
        foreach (var path in document.GetProperty("paths").EnumerateObject())
        {
            foreach (var method in path.Value.EnumerateObject())
            {
                var where = $"{method.Name} {path.Name}";
                method.Value.TryGetProperty("summary", out _).ShouldBeTrue(where);
                method
                    .Value.GetProperty("responses")
                    .EnumerateObject()
                    .ShouldContain(response => response.Name.StartsWith('2'), where);
                if (method.Name is "post" && path.Name.StartsWith("/api/alerts", StringComparison.Ordinal))
                {
                    method
                        .Value.GetProperty("responses")
                        .GetProperty("409")
                        .GetProperty("content")
                        .TryGetProperty("application/problem+json", out _)
                        .ShouldBeTrue(where);
                }
            }
        }
    }

    private static async Task<JsonElement> ReadAsync(ScoutServer server)
    {
        using var client = server.CreateClient();
        using var answer = await client.GetAsync("/openapi/v1.json", Stop);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        return await answer.Content.ReadFromJsonAsync<JsonElement>(Stop);
    }

    private static string Plain(string pattern) => Constraint().Replace(pattern, "}").TrimEnd('/');

    [GeneratedRegex(":[^}]+}", RegexOptions.None, 1000)]
    private static partial Regex Constraint();
}
