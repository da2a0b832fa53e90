using System.Collections.Concurrent;
using Scout.Server.Due;
using Scout.TestKit;

namespace Scout.Server.Tests.Due;

public sealed class DueWorkTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly ManualTime _time = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, ClassData(typeof(BothEngines))]
    public async Task Work_is_done_when_it_is_due_and_once(string engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine, Token);
        var done = new List<string>();
        await using var node = new DueNode(test.Database, _time, new Job(row => done.Add(row.Key)));
        await SetAsync(test, "a", _time.GetUtcNow() + Minute);

        await node.RunDueAsync();
        done.ShouldBeEmpty();

        _time.Advance(Minute);
        (await node.RunDueAsync()).ShouldBe(1);
        done.ShouldBe(["a"]);
        (await RowsAsync(test)).ShouldBeEmpty();
    }

    [Theory, ClassData(typeof(BothEngines))]
    public async Task Work_that_makes_other_work_due_now_is_followed_to_the_end(string engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine, Token);
        var done = new ConcurrentQueue<string>();
        await using var node = new DueNode(
            test.Database,
            _time,
            new Job(
                async (row, token) =>
                {
                    done.Enqueue(row.Key);
                    if (row.Key.Length < 4)
                    {
                        await test.Database.WriteAsync(
                            session => session.SetAsync("job", row.Key + "a", _time.GetUtcNow()),
                            token
                        );
                    }
                }
            )
        );
        await SetAsync(test, "a", _time.GetUtcNow());

        await node.RunDueAsync();

        done.ShouldBe(["a", "aa", "aaa", "aaaa"]);
    }

    [Theory, ClassData(typeof(BothEngines))]
    public async Task The_most_urgent_goes_first(string engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine, Token);
        var done = new List<string>();
        await using var node = new DueNode(test.Database, _time, new Job(row => done.Add(row.Key)) { Concurrency = 1 });
        await test.Database.WriteAsync(
            async session =>
            {
                await session.SetAsync("job", "late", _time.GetUtcNow() - Minute, rank: 5);
                await session.SetAsync("job", "new", _time.GetUtcNow(), rank: 0);
                await session.SetAsync("job", "old", _time.GetUtcNow() - Minute, rank: 0);
            },
            Token
        );

        await node.RunDueAsync();

        done.ShouldBe(["old", "new", "late"]);
    }

    [Theory, ClassData(typeof(BothEngines))]
    public async Task A_node_claims_no_more_than_it_can_work_on(string engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine, Token);
        var go = new TaskCompletionSource();
        await using var node = new DueNode(test.Database, _time, new Job((_, _) => go.Task) { Concurrency = 3 });
        await SetManyAsync(test, 10);

        (await node.Executor.LookAsync(Token)).Started.ShouldBe(3);
        (await node.Executor.LookAsync(Token)).Started.ShouldBe(0);
        node.Executor.IsHungry.ShouldBeTrue();

        go.SetResult();
        await node.RunDueAsync();
        (await RowsAsync(test)).ShouldBeEmpty();
    }

    [Theory, ClassData(typeof(BothEngines))]
    public async Task Four_claimers_at_once_get_each_row_exactly_once(string engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine, Token);
        var done = new ConcurrentQueue<string>();
        var nodes = Enumerable
            .Range(0, 4)
            .Select(_ => new DueNode(test.OpenNode(), _time, new Job(row => done.Enqueue(row.Key)) { Concurrency = 7 }))
            .ToList();
        await SetManyAsync(test, 500);

        await Task.WhenAll(nodes.Select(node => Task.Run(node.RunDueAsync, Token)));

        done.Count.ShouldBe(500);
        done.Distinct(StringComparer.Ordinal).Count().ShouldBe(500);
        foreach (var node in nodes)
        {
            await node.DisposeAsync();
        }
    }

    [Theory, ClassData(typeof(BothEngines))]
    public async Task A_lease_that_ran_out_goes_to_another_node_and_the_fence_refuses_the_first(string engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine, Token);
        var frozen = new TaskCompletionSource();
        var claims = new ConcurrentQueue<DueRow>();
        await using var first = new DueNode(
            test.Database,
            _time,
            new Job(
                (row, _) =>
                {
                    claims.Enqueue(row);
                    return frozen.Task;
                }
            )
        );
        await using var second = new DueNode(
            test.OpenNode(),
            _time,
            new Job(
                (row, _) =>
                {
                    claims.Enqueue(row);
                    return frozen.Task;
                }
            )
        );
        await SetAsync(test, "a", _time.GetUtcNow());

        (await first.Executor.LookAsync(Token)).Started.ShouldBe(1);
        (await second.Executor.LookAsync(Token)).Started.ShouldBe(0);
        _time.Advance(TimeSpan.FromSeconds(31));
        (await second.Executor.LookAsync(Token)).Started.ShouldBe(1);

        while (claims.Count < 2)
        {
            await Task.Yield();
        }

        var late = claims.MinBy(row => row.Fence)!;
        (await test.Database.WriteAsync(session => session.FinishAsync(late), Token)).ShouldBeFalse();
        var current = claims.MaxBy(row => row.Fence)!;
        current.Attempt.ShouldBe(2);
        (await test.Database.WriteAsync(session => session.FinishAsync(current), Token)).ShouldBeTrue();
        frozen.SetResult();
    }

    [Theory, ClassData(typeof(BothEngines))]
    public async Task A_lease_is_renewed_while_the_work_runs(string engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine, Token);
        var go = new TaskCompletionSource();
        await using var first = new DueNode(test.Database, _time, new Job((_, _) => go.Task));
        await using var second = new DueNode(test.OpenNode(), _time, new Job(_ => { }));
        await SetAsync(test, "a", _time.GetUtcNow());
        await first.Executor.LookAsync(Token);

        for (var i = 0; i < 10; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(11));
            await first.Executor.LookAsync(Token);
            (await second.Executor.LookAsync(Token)).Started.ShouldBe(0);
        }

        go.SetResult();
        await first.RunDueAsync();
        (await RowsAsync(test)).ShouldBeEmpty();
    }

    [Theory, ClassData(typeof(BothEngines))]
    public async Task A_row_set_anew_while_it_is_worked_on_stays_and_is_done_again_at_its_new_time(string engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine, Token);
        var times = 0;
        await using var node = new DueNode(
            test.Database,
            _time,
            new Job(
                async (_, token) =>
                {
                    if (++times == 1)
                    {
                        await test.Database.WriteAsync(
                            session => session.SetAsync("job", "a", _time.GetUtcNow() + Minute),
                            token
                        );
                    }
                }
            )
        );
        await SetAsync(test, "a", _time.GetUtcNow());

        await node.RunDueAsync();
        (await RowsAsync(test))
            .ShouldHaveSingleItem()
            .DueAt.ShouldBe((_time.GetUtcNow() + Minute).ToUnixTimeMilliseconds());

        _time.Advance(Minute);
        await node.RunDueAsync();
        times.ShouldBe(2);
        (await RowsAsync(test)).ShouldBeEmpty();
    }

    [Theory, ClassData(typeof(BothEngines))]
    public async Task The_same_key_is_never_worked_on_twice_at_once_by_a_node(string engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine, Token);
        var go = new TaskCompletionSource();
        var inside = 0;
        var most = 0;
        await using var node = new DueNode(
            test.Database,
            _time,
            new Job(
                async (_, _) =>
                {
                    most = Math.Max(most, Interlocked.Increment(ref inside));
                    await go.Task;
                    Interlocked.Decrement(ref inside);
                }
            )
        );
        await SetAsync(test, "a", _time.GetUtcNow());
        await node.Executor.LookAsync(Token);
        await SetAsync(test, "a", _time.GetUtcNow());
        await node.Executor.LookAsync(Token);

        go.SetResult();
        await node.RunDueAsync();

        most.ShouldBe(1);
        (await RowsAsync(test)).ShouldBeEmpty();
    }

    [Theory, ClassData(typeof(BothEngines))]
    public async Task A_periodic_row_keeps_its_phase_and_skips_what_was_slept_through(string engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine, Token);
        var slots = new List<long>();
        await using var node = new DueNode(
            test.Database,
            _time,
            new Job(row => slots.Add(row.DueAt)) { Lease = TimeSpan.Zero }
        );
        var first = _time.GetUtcNow() + TimeSpan.FromSeconds(30);
        await test.Database.WriteAsync(session => session.SetAsync("job", "a", first, period: Minute), Token);

        foreach (var wait in new[] { 31, 61, 200 })
        {
            _time.Advance(TimeSpan.FromSeconds(wait));
            await node.RunDueAsync();
        }

        slots.ShouldBe([At(0), At(1), At(2)]);
        (await RowsAsync(test)).ShouldHaveSingleItem().DueAt.ShouldBe(At(5));

        long At(int minutes) => (first + (Minute * minutes)).ToUnixTimeMilliseconds();
    }

    [Theory, ClassData(typeof(BothEngines))]
    public async Task Work_that_throws_comes_again_after_a_pause_that_grows(string engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine, Token);
        var attempts = new List<(double Second, long Attempt)>();
        var start = _time.GetUtcNow();
        await using var node = new DueNode(
            test.Database,
            _time,
            new Job(row =>
            {
                attempts.Add(((_time.GetUtcNow() - start).TotalSeconds, row.Attempt));
                throw new InvalidOperationException("no");
            })
        );
        await SetAsync(test, "a", start);

        for (var second = 0; second < 20; second++)
        {
            await node.RunDueAsync();
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        attempts.ShouldBe([(0, 1), (1, 2), (3, 3), (7, 4), (15, 5)]);
    }

    [Fact]
    public void No_pause_is_longer_than_a_minute() => DueOutcome.Pause(100_000).ShouldBe(TimeSpan.FromMinutes(1));

    [Theory, ClassData(typeof(BothEngines))]
    public async Task A_stop_cancels_what_does_not_end_and_gives_its_row_back(string engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine, Token);
        var begun = new TaskCompletionSource();
        var first = new DueNode(
            test.Database,
            _time,
            new Job(
                async (_, token) =>
                {
                    begun.SetResult();
                    await Task.Delay(Timeout.InfiniteTimeSpan, _time, token);
                }
            )
            {
                IsOpenEnded = true,
            }
        );
        var done = new List<string>();
        await using var second = new DueNode(test.OpenNode(), _time, new Job(row => done.Add(row.Key)));
        await SetAsync(test, "a", _time.GetUtcNow());
        await first.RunDueAsync();
        await begun.Task;

        await first.DisposeAsync();

        await second.RunDueAsync();
        done.ShouldBe(["a"]);
    }

    [Theory, ClassData(typeof(BothEngines))]
    public async Task The_running_loop_wakes_at_once_for_what_is_committed_as_due(string engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine, Token);
        var done = new TaskCompletionSource<string>();
        await using var node = new DueNode(
            test.Database,
            TimeProvider.System,
            new Job(row => done.TrySetResult(row.Key))
        );
        await node.Loop.StartAsync(Token);

        await SetAsync(test, "a", TimeProvider.System.GetUtcNow());

        (await done.Task.WaitAsync(Token)).ShouldBe("a");
    }

    [Theory, ClassData(typeof(BothEngines))]
    public async Task Adding_a_row_that_is_there_changes_nothing(string engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine, Token);
        var at = _time.GetUtcNow();
        await test.Database.WriteAsync(session => session.AddAsync("job", "a", at, period: Minute), Token);

        await test.Database.WriteAsync(session => session.AddAsync("job", "a", at + Minute, period: Minute), Token);

        (await RowsAsync(test)).ShouldHaveSingleItem().DueAt.ShouldBe(at.ToUnixTimeMilliseconds());
    }

    private static Task SetAsync(TestDatabase test, string key, DateTimeOffset at) =>
        test.Database.WriteAsync(session => session.SetAsync("job", key, at), Token);

    private Task SetManyAsync(TestDatabase test, int count) =>
        test.Database.WriteAsync(
            async session =>
            {
                for (var i = 0; i < count; i++)
                {
                    await session.SetAsync("job", $"{i}", _time.GetUtcNow());
                }
            },
            Token
        );

    private static Task<IReadOnlyList<Row>> RowsAsync(TestDatabase test) =>
        test.Database.ReadAsync(session => session.QueryAsync<Row>("select key, due_at from due"), Token);

    private sealed record Row
    {
        public required string Key { get; init; }

        public required long DueAt { get; init; }
    }
}
