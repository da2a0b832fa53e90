#pragma warning disable
namespace Scout.Server.Readings;

internal static class RS
{
    public static Task AddReadingsAsync(
        this Scout.Server.Storage.Session s,
        string watch,
        string field,
        string unit,
        IReadOnlyList<Scout.Core.Readings.Reading> r
    ) => throw null!;
}
