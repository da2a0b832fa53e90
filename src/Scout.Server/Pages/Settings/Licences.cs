namespace Scout.Server.Pages.Settings;

/// <summary>What Scout is made of, and under which licence.</summary>
internal static class Licences
{
    public static IReadOnlyList<(string Part, string Licence)> All { get; } =
    [
        ("Scout", "Apache-2.0"),
        (".NET, ASP.NET Core", "MIT"),
        ("Dapper", "Apache-2.0"),
        ("Microsoft.Data.Sqlite", "MIT"),
        ("SQLitePCLRaw", "Apache-2.0"),
        ("SQLite", "public domain"),
        ("Npgsql", "PostgreSQL"),
        ("NodaTime", "Apache-2.0"),
        ("Polly", "BSD-3-Clause"),
        ("System.CommandLine", "MIT"),
        ("Spectre.Console", "MIT"),
        ("Pico CSS", "MIT"),
        ("htmx, its sse extension, idiomorph", "0BSD"),
        ("uPlot", "MIT"),
    ];
}
