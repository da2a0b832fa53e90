using System.Reflection;
using Scout.Server.Hosting;

namespace Scout.Server.Tests.Hosting;

/// <summary>A rule about a log goes by the number of a line: no two lines have the same one.</summary>
public class EventIdTests
{
    [Fact]
    public void Every_line_of_the_log_has_a_number_of_its_own()
    {
        const BindingFlags All =
            BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;

        var lines = typeof(ScoutHost)
            .Assembly.GetTypes()
            .SelectMany(type => type.GetMethods(All | BindingFlags.DeclaredOnly))
            .Select(method => (method.Name, Mark: method.GetCustomAttribute<LoggerMessageAttribute>()))
            .Where(one => one.Mark is not null)
            .ToList();

        lines.Count.ShouldBeGreaterThan(50);
        lines
            .GroupBy(one => one.Mark!.EventId)
            .Where(group => group.Count() > 1)
            .Select(group => $"{group.Key}: {string.Join(", ", group.Select(one => one.Name))}")
            .ShouldBeEmpty();
    }
}
