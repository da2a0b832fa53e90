using Scout.Core.Deliveries;
using Scout.Server.Carriers;
using Scout.TestKit;

namespace Scout.Server.Tests.Carriers;

public sealed class CircuitsTests
{
    private static readonly Receipt Fine = new Receipt.Accepted("1");
    private static readonly Receipt Stumbled = Refused(RefusalKind.Temporary);

    private readonly ManualTime _time = new();

    [Fact]
    public void Five_failures_in_a_row_put_a_carrier_last_for_a_minute_and_are_told_once()
    {
        var circuits = new Circuits(_time);

        for (var failure = 1; failure <= 6; failure++)
        {
            circuits.IsOpen("a").ShouldBe(failure > 5);
            circuits.Heard("a", failure % 2 == 0 ? Stumbled : new Receipt.Doubt("")).ShouldBe(failure == 5);
        }

        circuits.IsOpen("b").ShouldBeFalse();
        _time.Advance(TimeSpan.FromSeconds(60));
        circuits.IsOpen("a").ShouldBeFalse();
    }

    [Fact]
    public void One_success_counts_from_nought_again()
    {
        var circuits = new Circuits(_time);

        foreach (var receipt in new[] { Stumbled, Stumbled, Stumbled, Stumbled, Fine, Stumbled })
        {
            circuits.Heard("a", receipt).ShouldBeFalse();
        }

        circuits.IsOpen("a").ShouldBeFalse();
    }

    [Theory]
    [InlineData(RefusalKind.Operator, true)]
    [InlineData(RefusalKind.BadNumber, false)]
    [InlineData(RefusalKind.NotPutThrough, false)]
    [InlineData(RefusalKind.RateLimited, false)]
    public void Credentials_and_credit_count_at_once_and_a_bad_number_never(RefusalKind kind, bool isOpen)
    {
        var circuits = new Circuits(_time);

        circuits.Heard("a", Refused(kind));

        circuits.IsOpen("a").ShouldBe(isOpen);
    }

    [Fact]
    public void A_lesser_failure_does_not_bring_refused_credentials_forward()
    {
        var circuits = new Circuits(_time);

        circuits.Heard("a", Refused(RefusalKind.Operator));
        circuits.Heard("a", Stumbled);

        circuits.IsOpen("a").ShouldBeTrue();
        circuits.Heard("a", Fine);
        circuits.IsOpen("a").ShouldBeFalse();
    }

    private static Receipt.Refused Refused(RefusalKind kind) => new Receipt.Refused("x", "x", kind);
}
