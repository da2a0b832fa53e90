namespace Scout.Server.Tests.Sources.Tandem;

/// <summary>What goes wrong with a pump reaches people by text, once, and so does its end.</summary>
public sealed class PumpAlertStories
{
    private const string Sam = PumpBooth.Sam;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_pump_that_uploads_nothing_for_three_hours_is_told_and_so_is_its_return()
    {
        await using var booth = await PumpBooth.OpensAsync();
        await using var house = await PumpBooth.HouseAsync(booth);
        house.Lives(1);
        await house.Server.AdvanceAsync(TimeSpan.FromMinutes(175), Stop);
        booth.AssertNothingUnexpected();

        for (var minute = 0; minute < 12; minute++)
        {
            await house.Server.AdvanceAsync(TimeSpan.FromMinutes(1), Stop); // what a phone company tells is not late
        }

        await booth.Phone(Sam).GetsText("No upload for 3 h", "Pump");

        house.Lives(4);
        await house.Server.AdvanceAsync(TimeSpan.FromMinutes(6), Stop);
        await booth.Phone(Sam).GetsText("quiet again");
        await house.Server.AdvanceAsync(TimeSpan.FromMinutes(30), Stop);
    }

    [Fact]
    public async Task Refused_credentials_and_a_server_that_is_gone_are_told()
    {
        await using var booth = await PumpBooth.OpensAsync();
        await using var house = await PumpBooth.HouseAsync(booth);
        house.Lives(1);
        await house.Server.AdvanceAsync(TimeSpan.FromMinutes(6), Stop);

        house.Tandem.DataFault = 404;
        await house.Server.AdvanceAsync(TimeSpan.FromMinutes(40), Stop);
        booth.AssertNothingUnexpected();
        await house.Server.AdvanceAsync(TimeSpan.FromMinutes(15), Stop);
        await booth.Phone(Sam).GetsText("Tandem cannot be read");

        house.Tandem.DataFault = null;
        house.Tandem.ForgetTokens();
        house.Person.Password = "another";
        house.Lives(1);
        await house.Server.AdvanceAsync(TimeSpan.FromMinutes(10), Stop);
        await booth.Phone(Sam).GetsText("quiet again");
        await booth.Phone(Sam).GetsText("Tandem refuses the sign-in");
    }
}
