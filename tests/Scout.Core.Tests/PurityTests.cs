using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Scout.Core.Readings;

namespace Scout.Core.Tests;

public sealed class PurityTests
{
    private static readonly Assembly Core = typeof(Reading).Assembly;

    // What would let the core ask the world something.
    private static readonly string[] Impure =
    [
        "System.DateTime.get_UtcNow",
        "System.DateTime.get_Now",
        "System.DateTime.get_Today",
        "System.DateTimeOffset.get_UtcNow",
        "System.DateTimeOffset.get_Now",
        "System.Guid.NewGuid",
        "System.Guid.CreateVersion7",
        "System.Environment.",
        "System.Console.",
        "System.TimeProvider.",
        "System.Diagnostics.Stopwatch.",
        "System.Random.",
        "System.Security.Cryptography.RandomNumberGenerator.",
        "System.IO.File.",
        "System.IO.Directory.",
        "System.Net.",
        "System.Threading.",
        "System.TimeZoneInfo.",
        "NodaTime.SystemClock.",
    ];

    [Fact]
    public void The_core_uses_the_base_library_and_NodaTime_only() =>
        Core.GetReferencedAssemblies()
            .Select(reference => reference.Name!)
            .Where(name => !name.StartsWith("System.", StringComparison.Ordinal) && name is not "NodaTime")
            .ShouldBeEmpty();

    [Fact]
    public void Nothing_in_the_core_is_asynchronous() =>
        Core.GetTypes()
            .SelectMany(type =>
                type.GetMethods(
                    BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance
                )
            )
            .Where(method =>
                method.ReturnType.FullName?.StartsWith("System.Threading.Tasks.", StringComparison.Ordinal) is true
            )
            .Select(method => $"{method.DeclaringType}.{method.Name}")
            .ShouldBeEmpty();

    [Fact]
    public void The_core_never_asks_the_clock_chance_or_the_machine() =>
        MembersUsed()
            .Where(member => member != "System.Environment.get_CurrentManagedThreadId") // what "yield" compiles to
            .Where(member => Impure.Any(start => member.StartsWith(start, StringComparison.Ordinal)))
            .ShouldBeEmpty();

    [Fact]
    public void Classes_are_sealed_static_or_abstract() =>
        Core.GetTypes()
            .Where(type => type is { IsClass: true, IsSealed: false, IsAbstract: false })
            .Select(type => type.FullName)
            .ShouldBeEmpty();

    private static List<string> MembersUsed()
    {
        using var file = File.OpenRead(Core.Location);
        using var image = new PEReader(file);
        var metadata = image.GetMetadataReader();
        var names = new List<string>();
        foreach (var handle in metadata.MemberReferences)
        {
            var member = metadata.GetMemberReference(handle);
            if (member.Parent.Kind is HandleKind.TypeReference)
            {
                var type = metadata.GetTypeReference((TypeReferenceHandle)member.Parent);
                names.Add(
                    $"{metadata.GetString(type.Namespace)}.{metadata.GetString(type.Name)}.{metadata.GetString(member.Name)}"
                );
            }
        }

        return names;
    }
}
