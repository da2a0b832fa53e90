namespace Scout.TestKit.Twilio;

/// <summary>Lets a story be one line: await phone.Rings().Hears("62").Presses("1").Hears("taken").</summary>
public static class TwilioStories
{
    public static async Task<TwilioCall> Hears(this Task<TwilioCall> call, params string[] parts) =>
        await (await call).Hears(parts);

    public static async Task<TwilioCall> Presses(this Task<TwilioCall> call, string key) =>
        await (await call).Presses(key);

    public static async Task<TwilioCall> PressesNothing(this Task<TwilioCall> call) =>
        await (await call).PressesNothing();

    public static async Task<TwilioCall> HangsUp(this Task<TwilioCall> call) => await (await call).HangsUp();

    public static async Task<TwilioCall> DoesNotAnswer(this Task<TwilioCall> call) =>
        await (await call).DoesNotAnswer();

    public static async Task<TwilioCall> IsBusy(this Task<TwilioCall> call) => await (await call).IsBusy();

    public static async Task<TwilioCall> Fails(this Task<TwilioCall> call, string? sipCode = null) =>
        await (await call).Fails(sipCode);
}
