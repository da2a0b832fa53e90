using Xunit;

namespace Scout.TestKit;

/// <summary><c>[Theory, ClassData(typeof(BothEngines))]</c>: the same test on SQLite and on PostgreSQL.</summary>
public sealed class BothEngines : TheoryData<string>
{
    public const string Sqlite = "sqlite";
    public const string Postgres = "postgres";

    public BothEngines()
    {
        Add(Sqlite);
        Add(
            new TheoryDataRow<string>(Postgres)
            {
                Skip = TestDatabase.PostgresServer is null
                    ? "SCOUT_TEST_POSTGRES holds no connection string (eng/postgres.sh start prints one)"
                    : null,
            }
        );
    }
}
