using System.Text;
using Scout.Server.Accounts;
using Scout.Server.Pages.Languages;
using Scout.Server.Pages.Shown;

namespace Scout.Server.Pages.Deliveries;

/// <summary>
/// Calls and texts as a table for other programs, one line for each try at a carrier, so that costs can be added; what
/// never left has one line too. Written while it is read: no transaction waits for a slow reader.
/// </summary>
internal sealed class DeliveriesCsv(DeliveryQueries queries, Me me, DeliveryFilter filter) : IResult
{
    private static readonly string[] Head =
    [
        "delivery",
        "alert",
        "about",
        "to",
        "channel",
        "purpose",
        "ordered",
        "state",
        "why_not_reached",
        "carrier",
        "sent",
        "cost",
        "currency",
        "statuses",
        "said",
    ];

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        Say.SpeakEnglish();
        var response = httpContext.Response;
        response.ContentType = Csv.ContentType;
        response.Headers.CacheControl = "private, no-store";
        response.Headers.ContentDisposition = "attachment; filename=\"deliveries.csv\"";
        var text = new StringBuilder(Csv.Line(Head));
        var portion = filter with { Limit = 500 };
        while (true)
        {
            var pageful = await queries.ListAsync(me, portion, httpContext.RequestAborted);
            foreach (var line in pageful.Deliveries.SelectMany(Lines))
            {
                text.Append(line);
            }

            await response.WriteAsync(text.ToString(), httpContext.RequestAborted);
            if (pageful.Next is null)
            {
                return;
            }

            text.Clear();
            portion = portion with { Before = ListPlace.Read(pageful.Next) };
        }
    }

    private static IEnumerable<string> Lines(DeliveryCard card) =>
        card.Tries.Count == 0
            ? [Csv.Line([.. Common(card), null, null, null, null, null, card.Said])]
            : card.Tries.Select(one =>
                Csv.Line([
                    .. Common(card),
                    one.Carrier,
                    Csv.Time(one.SentAt),
                    one.Cost?.Written,
                    one.Cost?.Currency,
                    string.Join("; ", one.Steps.Select(Status)),
                    card.Said,
                ])
            );

    private static string?[] Common(DeliveryCard card) =>
        [
            card.Id,
            card.Alert,
            card.About,
            card.Name,
            card.Channel.ToString(),
            card.Purpose.ToString(),
            Csv.Time(card.OrderedAt),
            card.State.ToString(),
            WhyText.Of(card),
        ];

    private static string Status(DeliveryStep step) =>
        step.Said.Length == 0 || step.Said == step.Status.ToString()
            ? $"{Csv.Time(step.At)} {step.Status}"
            : $"{Csv.Time(step.At)} {step.Status} ({step.Said})";
}
