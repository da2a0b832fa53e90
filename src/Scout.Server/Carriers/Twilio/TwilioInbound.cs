using Scout.Server.Replies;

namespace Scout.Server.Carriers.Twilio;

/// <summary>Reads a text that somebody wrote to Scout's number.</summary>
internal static class TwilioInbound
{
    private const int LongestText = 1600;

    /// <summary>Null: it has no id, or no number stands behind it (a short code, a name).</summary>
    public static InboundText? Read(TwilioForm form)
    {
        var id = form["MessageSid"] is { Length: > 0 } sid ? sid : form["SmsSid"];
        var from = form["From"].Trim();
        return id.Length is > 0 and <= 100 && IsNumber(from)
            ? new InboundText(TwilioClient.CarrierName, id, from, CarrierWords.Cut(form["Body"], LongestText))
            {
                To = form["To"].Trim(),
                AnswersInBand = true,
            }
            : null;
    }

    private static bool IsNumber(string from) =>
        from.Length is > 7 and <= 16 && from[0] == '+' && from.AsSpan(1).IndexOfAnyExceptInRange('0', '9') < 0;
}
