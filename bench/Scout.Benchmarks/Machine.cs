using System.Runtime.InteropServices;

namespace Scout.Benchmarks;

/// <summary>What the figures were measured on.</summary>
internal static class Machine
{
    public static string Describe()
    {
        var memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (1024.0 * 1024 * 1024);
        return $"{Environment.ProcessorCount} cores, {Cpu()}, {memory:0} GiB, {RuntimeInformation.OSDescription}, "
            + $"{RuntimeInformation.FrameworkDescription}, load {Load()} at the end";
    }

    private static string Cpu() =>
        !File.Exists("/proc/cpuinfo")
            ? RuntimeInformation.ProcessArchitecture.ToString()
            : File.ReadLines("/proc/cpuinfo")
                .Where(line => line.StartsWith("model name", StringComparison.Ordinal))
                .Select(line => line.Split(": ")[^1])
                .FirstOrDefault("unknown processor");

    private static string Load() =>
        File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "unknown";
}
