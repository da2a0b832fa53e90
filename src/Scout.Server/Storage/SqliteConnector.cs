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
    public void Say(string word)
    {
        if (!_words.TryGetValue(word, out var statement))
        {
            Check(raw.sqlite3_prepare_v2(_connection.Handle, word, out statement));
            _words.Add(word, statement);
        }

        var code = raw.sqlite3_step(statement);
        _ = raw.sqlite3_reset(statement);
        Check(code);
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

    private void Check(int code)
    {
        if (code is not (raw.SQLITE_OK or raw.SQLITE_DONE or raw.SQLITE_ROW))
        {
            SqliteException.ThrowExceptionForRC(code, _connection.Handle);
        }
    }
}
