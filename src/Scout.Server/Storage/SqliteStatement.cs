using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Data.Sqlite;

namespace Scout.Server.Storage;

/// <summary>A command that borrows a compiled statement from its connector while it runs.</summary>
internal sealed class SqliteStatement(SqliteConnector connector) : DbCommand
{
    private readonly SqliteCommand _arguments = new();
    private SqliteCommand? _rented;

    [AllowNull]
    public override string CommandText { get; set; } = "";

    public override int CommandTimeout { get; set; }

    public override CommandType CommandType { get; set; } = CommandType.Text;

    public override bool DesignTimeVisible { get; set; }

    public override UpdateRowSource UpdatedRowSource { get; set; }

    protected override DbConnection? DbConnection { get; set; } = connector;

    protected override DbParameterCollection DbParameterCollection => _arguments.Parameters;

    protected override DbTransaction? DbTransaction { get; set; }

    public override void Cancel() { }

    public override void Prepare() { }

    public override int ExecuteNonQuery() => Run(command => command.ExecuteNonQuery());

    public override object? ExecuteScalar() => Run(command => command.ExecuteScalar());

    protected override DbParameter CreateDbParameter() => new SqliteParameter();

    protected override DbDataReader ExecuteDbDataReader(CommandBehavior behavior) =>
        Run(command => command.ExecuteReader(behavior));

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            GiveBack(sound: true);
            _arguments.Dispose();
        }

        base.Dispose(disposing);
    }

    private T Run<T>(Func<SqliteCommand, T> execute)
    {
        GiveBack(sound: true);
        _rented = connector.Rent(CommandText);
        foreach (SqliteParameter argument in _arguments.Parameters)
        {
            _rented.Parameters.Add(argument);
        }

        try
        {
            return execute(_rented);
        }
        catch
        {
            GiveBack(sound: false);
            throw;
        }
    }

    private void GiveBack(bool sound)
    {
        if (_rented is { } rented)
        {
            _rented = null;
            connector.Return(rented, sound);
        }
    }
}
