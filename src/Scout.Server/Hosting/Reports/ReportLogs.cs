namespace Scout.Server.Hosting.Reports;

/// <summary>
/// Every rim of the program that catches what nobody expected writes it down as an error, the web server and the platform
/// too: listening to the log misses none of them.
/// </summary>
internal sealed class ReportLogs(ErrorReports reports) : ILoggerProvider
{
    private const string Words = "{OriginalFormat}";

    public ILogger CreateLogger(string categoryName) => new Listener(reports, categoryName);

    public void Dispose() { }

    private sealed class Listener(ErrorReports reports, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel is LogLevel.Error or LogLevel.Critical;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        )
        {
            if (exception is not null && IsEnabled(logLevel))
            {
                var words = state is IReadOnlyList<KeyValuePair<string, object?>> values
                    ? values.FirstOrDefault(value => value.Key == Words).Value as string ?? ""
                    : "";
                reports.Add(exception, category, words);
            }
        }
    }
}
