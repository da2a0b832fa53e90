using Scout.Server.Storage;
using Scout.TestKit;

namespace Scout.Server.Tests.Storage;

public sealed class DatabaseTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, ClassData(typeof(BothEngines))]
    public async Task What_was_written_is_read_with_the_names_of_the_record(string engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine, Token);

        await test.Database.WriteAsync(session => PutAsync(session, "a", "1"), Token);

        var rows = await test.Database.ReadAsync(
            session => session.QueryAsync<SettingRow>("select key, value from settings"),
            Token
        );
        rows.ShouldBe([new SettingRow { Key = "a", Value = "1" }]);
    }

    [Theory, ClassData(typeof(BothEngines))]
    public async Task A_unit_that_fails_leaves_nothing_and_its_error_reaches_who_waits(string engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine, Token);

        var error = await Should.ThrowAsync<InvalidOperationException>(
            test.Database.WriteAsync(
                async session =>
                {
                    await PutAsync(session, "a", "1");
                    throw new InvalidOperationException("no");
                },
                Token
            )
        );

        error.Message.ShouldBe("no");
        (await KeysAsync(test.Database)).ShouldBeEmpty();
    }

    [Theory, ClassData(typeof(BothEngines))]
    public async Task A_failing_unit_in_a_shared_commit_takes_nothing_of_the_others_with_it(string engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine, Token);
        var gate = new TaskCompletionSource();

        // The first holds the writer, so that the other three wait together and share a commit.
        var first = test.Database.WriteAsync(
            async session =>
            {
                await gate.Task;
                await PutAsync(session, "first", "1");
            },
            Token
        );
        var good = test.Database.WriteAsync(session => PutAsync(session, "good", "1"), Token);
        var bad = test.Database.WriteAsync(
            async session =>
            {
                await PutAsync(session, "bad", "1");
                await session.ExecuteAsync("insert into settings (key) values ('no value')");
            },
            Token
        );
        var last = test.Database.WriteAsync(session => PutAsync(session, "last", "1"), Token);
        gate.SetResult();

        await Task.WhenAll(first, good, last);
        await Should.ThrowAsync<System.Data.Common.DbException>(bad);
        (await KeysAsync(test.Database)).ShouldBe(["first", "good", "last"]);
    }

    [Theory, ClassData(typeof(BothEngines))]
    public async Task Sixty_four_producers_lose_nothing(string engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine, Token);

        await Task.WhenAll(
            Enumerable
                .Range(0, 64)
                .Select(async producer =>
                {
                    for (var i = 0; i < 20; i++)
                    {
                        var key = $"{producer}-{i}";
                        await test.Database.WriteAsync(session => PutAsync(session, key, "1"), Token);
                        (await ReadAsync(test.Database, key)).ShouldBe("1");
                    }
                })
        );

        (await KeysAsync(test.Database)).Count.ShouldBe(64 * 20);
    }

    [Theory, ClassData(typeof(BothEngines))]
    public async Task What_runs_after_the_commit_runs_once_and_only_after_a_commit(string engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine, Token);
        var told = new TaskCompletionSource<string?>();
        var never = false;

        await test.Database.WriteAsync(
            async session =>
            {
                session.AfterCommit(() => told.SetResult("kept"));
                await PutAsync(session, "a", "1");
            },
            Token
        );
        await Should.ThrowAsync<InvalidOperationException>(
            test.Database.WriteAsync(
                session =>
                {
                    session.AfterCommit(() => never = true);
                    return Task.FromException(new InvalidOperationException());
                },
                Token
            )
        );

        (await told.Task).ShouldBe("kept");
        never.ShouldBeFalse();
    }

    [Theory, ClassData(typeof(BothEngines))]
    public async Task What_is_said_for_later_is_seen_by_the_next_statement_and_kept_by_the_commit(string engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine, Token);

        var seen = await test.Database.WriteAsync(
            async session =>
            {
                session.Later(
                    "insert into settings (key, value) values (@key, @value)",
                    new { key = "a", value = "1" }
                );
                session.Later(
                    "insert into settings (key, value) values (@key, @value)",
                    new { key = "b", value = "2" }
                );
                var value = await session.ScalarAsync<string>("select value from settings where key = 'b'");
                session.Later("update settings set value = @value where key = @key", new { key = "a", value = "3" });
                return value;
            },
            Token
        );

        seen.ShouldBe("2");
        (await ReadAsync(test.Database, "a")).ShouldBe("3");
    }

    [Theory, ClassData(typeof(BothEngines))]
    public async Task A_statement_for_later_that_fails_fails_the_unit(string engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine, Token);

        await Should.ThrowAsync<System.Data.Common.DbException>(
            test.Database.WriteAsync(
                async session =>
                {
                    await PutAsync(session, "a", "1");
                    session.Later("insert into settings (key, value) values ('b', null)");
                },
                Token
            )
        );

        (await KeysAsync(test.Database)).ShouldBeEmpty();
    }

    [Theory, ClassData(typeof(BothEngines))]
    public async Task Nulls_lists_and_every_type_of_column_travel_both_ways(string engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine, Token);

        var row = await test.Database.WriteAsync(
            async session =>
            {
                session.Later(
                    "insert into contacts (id, name, phone, language, unit, zone, verified_at, declared_by, created_at) values (@id, @name, '', '', '', '', @verified, '', @created)",
                    new
                    {
                        id = "a",
                        name = "Ada \U0001F4DF",
                        verified = (long?)null,
                        created = 5L,
                    }
                );
                return await session.FirstOrDefaultAsync<ContactRow>(
                    "select name, verified_at, created_at from contacts"
                );
            },
            Token
        );

        row.ShouldBe(
            new ContactRow
            {
                Name = "Ada \U0001F4DF",
                VerifiedAt = null,
                CreatedAt = 5,
            }
        );
    }

    [Theory, ClassData(typeof(BothEngines))]
    public async Task Several_selects_come_back_together_and_rows_can_be_streamed(string engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine, Token);
        await test.Database.WriteAsync(session => PutAsync(session, "a", "1"), Token);
        await test.Database.WriteAsync(session => PutAsync(session, "b", "2"), Token);

        var (count, streamed) = await test.Database.ReadAsync(
            async session =>
            {
                long rows;
                using (
                    var results = await session.QueryMultipleAsync(
                        "select key from settings where key = @key; select count(*) from settings",
                        new { key = "a" }
                    )
                )
                {
                    (await results.ReadFirstAsync<string>()).ShouldBe("a");
                    rows = await results.ReadFirstAsync<long>();
                }

                var keys = new List<string>();
                await foreach (var key in session.StreamAsync<string>("select key from settings order by key"))
                {
                    keys.Add(key);
                }

                return (rows, keys);
            },
            Token
        );

        count.ShouldBe(2);
        streamed.ShouldBe(["a", "b"]);
    }

    [Theory, ClassData(typeof(BothEngines))]
    public async Task A_reader_never_writes(string engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine, Token);

        await test.Database.ReadAsync(
            async session =>
            {
                try
                {
                    await PutAsync(session, "a", "1");
                }
                catch (System.Data.Common.DbException)
                {
                    // SQLite refuses; PostgreSQL forgets.
                }

                return true;
            },
            Token
        );

        (await KeysAsync(test.Database)).ShouldBeEmpty();
    }

    [Theory, ClassData(typeof(BothEngines))]
    public async Task A_unit_whose_caller_has_gone_does_not_run(string engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine, Token);
        using var gone = new CancellationTokenSource();
        await gone.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(
            test.Database.WriteAsync(session => PutAsync(session, "a", "1"), gone.Token)
        );

        (await KeysAsync(test.Database)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_unit_that_waits_for_another_unit_is_told_so_instead_of_waiting_for_ever()
    {
        await using var test = await TestDatabase.CreateAsync(BothEngines.Sqlite, Token);

        await Should.ThrowAsync<InvalidOperationException>(
            test.Database.WriteAsync(
                _ => test.Database.WriteAsync(session => PutAsync(session, "a", "1"), Token),
                Token
            )
        );
    }

    [Fact]
    public async Task Units_that_wait_together_share_one_commit()
    {
        await using var test = await TestDatabase.CreateAsync(BothEngines.Sqlite, Token);
        var gate = new TaskCompletionSource();
        var first = test.Database.WriteAsync(_ => gate.Task, Token);
        var seen = new List<long>();
        var waiting = Enumerable
            .Range(0, 100)
            .Select(i =>
                test.Database.WriteAsync(
                    async session =>
                    {
                        await PutAsync(session, $"{i}", "1");
                        // Another connection sees only what was committed.
                        seen.Add((await KeysAsync(test.Database)).Count);
                    },
                    Token
                )
            )
            .ToList();
        gate.SetResult();

        await Task.WhenAll([first, .. waiting]);

        seen.ShouldAllBe(committed => committed == 0);
    }

    private static Task<int> PutAsync(Session session, string key, string value) =>
        session.ExecuteAsync("insert into settings (key, value) values (@key, @value)", new { key, value });

    private static Task<IReadOnlyList<string>> KeysAsync(Database database) =>
        database.ReadAsync(session => session.QueryAsync<string>("select key from settings order by key"), Token);

    private static Task<string?> ReadAsync(Database database, string key) =>
        database.ReadAsync(
            session => session.ScalarAsync<string>("select value from settings where key = @key", new { key }),
            Token
        );

    private sealed record SettingRow
    {
        public required string Key { get; init; }

        public required string Value { get; init; }
    }

    private sealed record ContactRow
    {
        public required string Name { get; init; }

        public required long? VerifiedAt { get; init; }

        public required long CreatedAt { get; init; }
    }
}
