using System.Globalization;

namespace Scout.Server.Carriers.Twilio;

/// <summary>A key in a call: read as Twilio writes it, answered with what the call says next.</summary>
internal sealed class TwilioKeys(CallKeys keys, TwilioCallbacks callbacks)
{
    private const string Again = "again";

    public async Task<IResult> PressAsync(
        string token,
        IQueryCollection query,
        TwilioForm form,
        CancellationToken cancellationToken
    )
    {
        var question = int.TryParse(query["question"], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : 1;
        var asksAgain = query.ContainsKey(Again);
        var digits = Digits(asksAgain ? query[Again].ToString() : form["Digits"]);
        var pressed = new PressedKey(
            TwilioClient.CarrierName,
            token,
            TwilioReports.Reference(form["CallSid"]),
            digits,
            $"{question}/{digits}"
        )
        {
            AsksAgain = asksAgain,
        };
        return await keys.PressAsync(pressed, cancellationToken) switch
        {
            KeyAnswer.Says says => Xml(TwilioMarkup.ForAnswer(says.Script, callbacks.Key(token, question + 1))),
            // The key travels with the call, so that a process that has just begun knows it too.
            KeyAnswer.OneMoment or KeyAnswer.NotKept => Xml(
                TwilioMarkup.Wait(
                    CallKeys.OneMoment,
                    $"{callbacks.Key(token, question)}&{Again}={Uri.EscapeDataString(digits)}"
                )
            ),
            _ => TypedResults.NotFound(),
        };
    }

    public static IResult Xml(string markup) => TypedResults.Content(markup, "text/xml; charset=utf-8");

    private static string Digits(string keys) =>
        string.Concat(keys.Where(key => char.IsAsciiDigit(key) || key is '*' or '#').Take(20));
}
