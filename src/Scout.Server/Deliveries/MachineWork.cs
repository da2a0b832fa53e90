using Microsoft.Extensions.Options;
using Scout.Core.Messages;
using Scout.Server.Alerts;
using Scout.Server.Carriers;
using Scout.Server.Due;
using Scout.Server.Storage;

namespace Scout.Server.Deliveries;

/// <summary>
/// A machine picked up. The alert has moved on; what is left is that the recording holds nothing about anybody's health:
/// one short message in place of the script, or nothing.
/// </summary>
internal sealed class MachineWork(Database database, CarrierBoard carriers, IOptions<EscalationOptions> options)
    : IDueWork
{
    public const string WorkKind = "machine";

    public string Kind => WorkKind;

    public int Concurrency => 8;

    public TimeSpan Lease => TimeSpan.FromSeconds(30);

    public async Task DoAsync(DueRow row, CancellationToken cancellationToken)
    {
        var call = await database.ReadAsync(
            session =>
                session.FirstOrDefaultAsync<MachineRow>(
                    """
                    select a.carrier, a.reference, d.purpose, d.facts
                    from attempts a
                    join deliveries d on d.id = a.delivery_id
                    where a.id = @Key
                    """,
                    row
                ),
            cancellationToken
        );
        if (call is not { Reference: { } reference } || carriers.Find(call.Carrier) is not { } carrier)
        {
            return;
        }

        // A test and a code are for nobody but whoever asked for them.
        await (
            options.Value.LeaveVoicemail && call.Purpose is Purpose.Alert
                ? carrier.SayInsteadAsync(
                    reference,
                    CallMessages.Voicemail(ScoutJson.ReadFacts(call.Facts)),
                    cancellationToken
                )
                : carrier.HangUpAsync(reference, cancellationToken)
        );
    }

    private sealed record MachineRow
    {
        public required string Carrier { get; init; }

        public string? Reference { get; init; }

        public required Purpose Purpose { get; init; }

        public required string Facts { get; init; }
    }
}
