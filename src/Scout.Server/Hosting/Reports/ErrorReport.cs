using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Reflection;
using Microsoft.Data.Sqlite;

namespace Scout.Server.Hosting.Reports;

/// <summary>
/// An error as it may leave the machine: which kind, where in the program, and the code of whoever refused. What
/// exceptions say is left out: it holds numbers, names, tokens and values of people.
/// </summary>
/// <param name="Where">The part of the program that noticed.</param>
/// <param name="Exceptions">The outermost first.</param>
internal sealed record ErrorReport(DateTimeOffset At, string Where, ReportException[] Exceptions)
{
    private const int DeepestCause = 8;
    private const int MostFrames = 100;
    private const string Sources = "/src/";

    /// <summary>The same error at the same place.</summary>
    public string Fingerprint
    {
        get
        {
            var first = Exceptions[0];
            var frame = first.Stacktrace.FirstOrDefault(one => one.InProject) ?? first.Stacktrace.FirstOrDefault();
            return $"{first.ErrorClass} {frame?.Method} {frame?.LineNumber} {Where}";
        }
    }

    /// <param name="words">The constant words of the line that was logged, without what it was filled with.</param>
    public static ErrorReport Of(Exception exception, string where, string words, DateTimeOffset now)
    {
        var exceptions = new List<ReportException>();
        for (var one = exception; one is not null && exceptions.Count < DeepestCause; one = one.InnerException)
        {
            string[] parts = [exceptions.Count == 0 ? words : "", CodeOf(one)];
            exceptions.Add(
                new ReportException(
                    one.GetType().FullName ?? one.GetType().Name,
                    string.Join(' ', parts.Where(part => part.Length > 0)),
                    FramesOf(one)
                )
            );
        }

        return new ErrorReport(now, where, [.. exceptions]);
    }

    /// <summary>What a machine said, never what a person typed.</summary>
    private static string CodeOf(Exception exception) =>
        exception switch
        {
            DbException { SqlState: { Length: > 0 } state } => $"[{state}]",
            SqliteException sqlite => string.Create(CultureInfo.InvariantCulture, $"[{sqlite.SqliteErrorCode}]"),
            HttpRequestException { StatusCode: { } status } => $"[{status}]",
            HttpRequestException http => $"[{http.HttpRequestError}]",
            SocketException socket => $"[{socket.SocketErrorCode}]",
            ArgumentException { ParamName: { Length: > 0 } name } => $"[{name}]",
            _ => "",
        };

    private static ReportFrame[] FramesOf(Exception exception) =>
        [.. new StackTrace(exception, fNeedFileInfo: true).GetFrames().Take(MostFrames).Select(FrameOf)];

    private static ReportFrame FrameOf(StackFrame frame)
    {
        var method = DiagnosticMethodInfo.Create(frame);
        var type = method?.DeclaringTypeName ?? "";
        return new ReportFrame(
            FileOf(frame.GetFileName()) ?? AssemblyOf(method) ?? "unknown",
            frame.GetFileLineNumber(),
            $"{type}.{method?.Name}",
            type.StartsWith("Scout.", StringComparison.Ordinal)
        );
    }

    // Where the program was built is nobody's business.
    private static string? FileOf(string? file)
    {
        if (file is null)
        {
            return null;
        }

        var path = file.Replace('\\', '/');
        var start = path.LastIndexOf(Sources, StringComparison.Ordinal);
        return start < 0 ? Path.GetFileName(path) : path[(start + 1)..];
    }

    private static string? AssemblyOf(DiagnosticMethodInfo? method) =>
        method?.DeclaringAssemblyName is { } name ? $"{new AssemblyName(name).Name}.dll" : null;
}
