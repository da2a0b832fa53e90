using Scout.Server.Carriers;
using Scout.Server.Pages.Languages;
using Scout.Server.Storage;

namespace Scout.Server.Hosting.Health;

/// <summary>Was a phone rung lately to see that it rings? Phones change, numbers move, "do not disturb" stays on.</summary>
internal sealed class TestCallLook(Database database, CarrierBoard carriers, TimeProvider time) : IHealthLook
{
    private const string Name = "test-call";

    private static readonly TimeSpan Overdue = TimeSpan.FromDays(30);

    public async Task<IReadOnlyList<HealthFinding>> LookAsync(CancellationToken cancellationToken)
    {
        if (carriers.Names is [] or ["sandbox"])
        {
            return []; // nothing real rings, which another finding says
        }

        var last = await database.ReadAsync(
            session =>
                session.ScalarAsync<long?>(
                    "select max(finished_at) from deliveries where purpose = 'Test' and state = 'Confirmed'"
                ),
            cancellationToken
        );
        if (last is not { } at)
        {
            return
            [
                HealthFinding.Warning(
                    Name,
                    Say.It("No test call was answered with a key yet: make one to each phone, at night too.")
                ),
            ];
        }

        var age = time.GetUtcNow() - DateTimeOffset.FromUnixTimeMilliseconds(at);
        if (age <= Overdue)
        {
            return [HealthFinding.Fine(Name, Say.It("A test call was answered in the last 30 days."))];
        }

        // It falls due at a time of day at which somebody answered: nobody is woken by the text.
        var sentence = Say.It(
            "The last test call was answered {0} ago: make another one to each phone.",
            SpanText.Of(age)
        );
        return [HealthFinding.Warning(Name, sentence) with { Impairs = new Impairment(Name, sentence) }];
    }
}
