using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Scout.Server.Storage;

/// <summary>
/// A SQLite connection that stays open and keeps its statements compiled. The provider compiles a text anew for every
/// command, which costs more than most of our statements do. One user at a time.
/// </summary>
internal sealed class SqliteConnector : DbConnection
{
    private const int MostStatements = 400;

    private readonly SqliteConnection _connection;
    private readonly Dictionary<string, SqliteCommand> _idle = new(StringComparer.Ordinal);
    private readonly Dictionary<string, sqlite3_stmt> _words = new(StringComparer.Ordinal);

    public SqliteConnector(string connectionString)
    {
        _connection = new SqliteConnection(connectionString);
        ConnectionString = connectionString;
    }

    [AllowNull]
    public override string ConnectionString { get; set; }

    public override string Database => "main";

    public override string DataSource => _connection.DataSource;

    public override string ServerVersion => _connection.ServerVersion;

    public override ConnectionState State => _connection.State;

    /// <summary>False once SQLite itself has rolled the transaction back, as it does when the disk is full.</summary>
    public bool InTransaction => raw.sqlite3_get_autocommit(_connection.Handle) == 0;

    public override void Open()
    {
        _connection.Open();
        raw.sqlite3_busy_timeout(_connection.Handle, 30_000);
    }

    public override void Close()
    {
        foreach (var statement in _words.Values)
        {
            statement.Dispose();
        }

        foreach (var command in _idle.Values)
        {
            command.Dispose();
        }

        _words.Clear();
        _idle.Clear();
        _connection.Close();
    }

    /// <summary>begin, commit, savepoint …: words without parameters and without rows.</summary>
    public void Say(string word) => Step(Prepared(word));

    /// <summary>The statement once for each row: for the few that come by the thousand, without a command between.</summary>
    /// <param name="rows">Texts, longs, doubles and nulls, in the order of the question marks.</param>
    public void SayEach(string statement, IEnumerable<object?[]> rows)
    {
        var prepared = Prepared(statement);
        foreach (var row in rows)
        {
            for (var i = 0; i < row.Length; i++)
            {
                Check(Bind(prepared, i + 1, row[i]));
            }

            Step(prepared);
        }

        _ = raw.sqlite3_clear_bindings(prepared);
    }

    internal SqliteCommand Rent(string text) =>
        _idle.Remove(text, out var command) ? command : new SqliteCommand(text, _connection);

    internal void Return(SqliteCommand command, bool sound)
    {
        command.Parameters.Clear();
        if (!sound || _idle.Count >= MostStatements || !_idle.TryAdd(command.CommandText, command))
        {
            command.Dispose();
        }
    }

    public override void ChangeDatabase(string databaseName) => throw new NotSupportedException();

    protected override DbTransaction BeginDbTransaction(IsolationLevel isolationLevel) =>
        throw new NotSupportedException("Transactions are begun with Say.");

    protected override DbCommand CreateDbCommand() => new SqliteStatement(this);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            Close();
            _connection.Dispose();
        }

        base.Dispose(disposing);
    }

    private sqlite3_stmt Prepared(string text)
    {
        if (!_words.TryGetValue(text, out var statement))
        {
            Check(raw.sqlite3_prepare_v2(_connection.Handle, text, out statement));
            _words.Add(text, statement);
        }

        return statement;
    }

    private void Step(sqlite3_stmt statement)
    {
        var code = raw.sqlite3_step(statement);
        _ = raw.sqlite3_reset(statement);
        Check(code);
    }

    private static int Bind(sqlite3_stmt statement, int index, object? value) =>
        value switch
        {
            null => raw.sqlite3_bind_null(statement, index),
            string text => raw.sqlite3_bind_text(statement, index, text),
            long number => raw.sqlite3_bind_int64(statement, index, number),
            double number => raw.sqlite3_bind_double(statement, index, number),
            _ => throw new ArgumentException($"{value.GetType()} is no value of a row.", nameof(value)),
        };

    private void Check(int code)
    {
        if (code is not (raw.SQLITE_OK or raw.SQLITE_DONE or raw.SQLITE_ROW))
        {
            SqliteException.ThrowExceptionForRC(code, _connection.Handle);
        }
    }
}
