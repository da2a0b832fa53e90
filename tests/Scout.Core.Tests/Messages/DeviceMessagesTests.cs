using Scout.Core.Messages;
using Scout.Core.Watches;
using Scout.Core.Watches.Sensors;

namespace Scout.Core.Tests.Messages;

/// <summary>What calls and texts say of devices.</summary>
public sealed class DeviceMessagesTests
{
    private static MessageFacts Freezer(RuleKind rule = RuleKind.Above, string language = "en") =>
        new("Freezer", rule, Severity.Urgent, Story.Now.AddMinutes(-12))
        {
            Language = language,
            ReplyCode = 2,
            Sensor = new SensorFacts
            {
                Value = -9.5,
                At = Story.Now.AddMinutes(-2),
                Unit = "°C",
                Limit = -15,
                Rate = 1.25,
                Count = 3,
            },
        };

    [Theory]
    [InlineData(
        "en",
        "Minus 9.5 degrees Celsius, above minus 15 degrees Celsius for 10 minutes. Measured 2 minutes ago.",
        "Freezer: -9.5 C, above -15 C for 10 min, 2 min ago. Reply A2 to take it, S2 to snooze."
    )]
    [InlineData(
        "es",
        "Menos 9,5 grados Celsius, por encima de menos 15 grados Celsius desde hace 10 minutos. Medido hace 2 minutos.",
        "Freezer: -9,5 C, por encima de -15 C desde hace 10 min, hace 2 min. Responda A2: me encargo, S2: posponer."
    )]
    [InlineData(
        "de",
        "Minus 9,5 Grad Celsius, seit 10 Minuten über minus 15 Grad Celsius. Gemessen vor 2 Minuten.",
        "Freezer: -9,5 C, seit 10 min über -15 C, vor 2 min. Antwort A2: übernehmen, S2: später."
    )]
    [InlineData(
        "fr",
        "Moins 9,5 degrés Celsius, au-dessus de moins 15 degrés Celsius depuis 10 minutes. Mesurée il y a 2 minutes.",
        "Freezer: -9,5 C, au-dessus de -15 C depuis 10 min, il y a 2 min. "
            + "Répondez A2: je m'en charge, S2: reporter."
    )]
    [InlineData(
        "pt",
        "Menos 9,5 graus Celsius, acima de menos 15 graus Celsius há 10 minutos. Medido há 2 minutos.",
        "Freezer: -9,5 C, acima de -15 C há 10 min, há 2 min. Responda A2: assumir, S2: adiar."
    )]
    public void A_value_past_its_limit(string language, string said, string written)
    {
        var facts = Freezer(language: language);

        CallMessages.Alert(facts, asksForKey: true, Story.Now).PlainText.ShouldContain(said);
        TextMessages.Alert(facts, takesReplies: true, Story.Now).ShouldBe(Gsm7.Replace(written));
    }

    [Theory]
    [InlineData(RuleKind.Below, "Freezer: -9.5 C, below -15 C for 10 min, 2 min ago.")]
    [InlineData(RuleKind.Rising, "Freezer: rising by 1.25 C a minute, now -9.5 C, 2 min ago.")]
    [InlineData(RuleKind.Falling, "Freezer: falling by 1.25 C a minute, now -9.5 C, 2 min ago.")]
    [InlineData(RuleKind.NoData, "Freezer: no data for 12 min.")]
    [InlineData(RuleKind.Battery, "Freezer: battery low: -9.5 C.")]
    [InlineData(RuleKind.Gap, "Freezer: 3 messages lost since yesterday.")]
    [InlineData(RuleKind.DeviceTrouble, "Freezer: the network reports trouble with the device.")]
    [InlineData(RuleKind.NetworkTrouble, "Freezer: the network may not hear the device.")]
    [InlineData(RuleKind.Overuse, "Freezer: the device asks for more answers than its contract holds.")]
    public void Each_rule_has_its_words(RuleKind rule, string written) =>
        TextMessages.Alert(Freezer(rule), takesReplies: true, Story.Now).ShouldStartWith(written);

    [Fact]
    public void A_series_is_named_where_there_are_several_and_values_are_hidden_where_asked()
    {
        var facts = Freezer() with { Sensor = Freezer().Sensor! with { Label = "Door side" } };
        TextMessages.Alert(facts, takesReplies: true, Story.Now).ShouldStartWith("Freezer Door side: -9.5 C, above");
        CallMessages
            .Alert(facts, asksForKey: true, Story.Now)
            .PlainText.ShouldContain("Door side: minus 9.5 degrees Celsius");
        TextMessages
            .Alert(facts with { HidesValues = true }, takesReplies: true, Story.Now)
            .ShouldStartWith("Freezer Door side: too high");
        TextMessages
            .AllClear(facts, Story.Now)
            .ShouldBe("Freezer Door side: back within the limit, -9.5 C, 2 min ago.");
    }

    [Theory]
    [InlineData(1, "°F", "1 degrees Fahrenheit")]
    [InlineData(-0.04, "%", "0 percent")]
    [InlineData(1013.254, "hPa", "1013.3 hectopascals")]
    [InlineData(3, "bananas", "3 bananas")]
    public void Numbers_are_spoken_with_their_unit(double value, string unit, string said)
    {
        var sensor = Freezer().Sensor! with
        {
            Value = value,
            Unit = unit,
            Decimals = unit is "°F" or "bananas" ? 0 : null,
        };
        sensor = sensor with { Decimals = unit is "hPa" or "%" ? 1 : sensor.Decimals };
        CallMessages
            .Alert(Freezer() with { Sensor = sensor }, asksForKey: true, Story.Now)
            .PlainText.ShouldContain(said.Replace("0 percent", "0.0 percent"));
    }
}
