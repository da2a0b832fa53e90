using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;
using Scout.Peers.Tests.Push;

namespace Scout.Peers.Tests;

/// <summary>The libraries of others, installed on demand. Where Node or npm is missing, the tests are skipped.</summary>
public sealed class Judges : IAsyncLifetime
{
    private string? _missing;

    private static string Folder => Path.Combine(Checkout.Root().FullName, "tests", "Scout.Peers.Tests", "judges");

    public async ValueTask InitializeAsync()
    {
        try
        {
            using var install = Start("sh", "install.sh");
            install.StandardInput.Close();
            var complaint = await install.StandardError.ReadToEndAsync();
            await install.WaitForExitAsync();
            _missing =
                install.ExitCode == 0 ? null : $"The libraries of others cannot be installed: {complaint.Trim()}";
        }
        catch (Win32Exception exception)
        {
            _missing = $"The libraries of others cannot be installed: {exception.Message}";
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>What @vonage/jwt thinks of a token. Key: the signature secret, or the public key as PEM.</summary>
    public Task<bool> VonageBelievesAsync(string token, string key) => JudgeAsync("vonage-jwt", new { token, key });

    /// <summary>What twilio thinks of a signed form. A name that repeats has all its values.</summary>
    public Task<bool> TwilioBelievesAsync(
        string token,
        string signature,
        string url,
        params IEnumerable<KeyValuePair<string, string>> form
    ) =>
        JudgeAsync(
            "twilio-form",
            new
            {
                token,
                signature,
                url,
                @params = form.GroupBy(field => field.Key)
                    .ToDictionary(
                        field => field.Key,
                        field => field.Count() == 1 ? (object)field.First().Value : field.Select(pair => pair.Value)
                    ),
            }
        );

    /// <summary>What twilio thinks of a signed body of JSON.</summary>
    public Task<bool> TwilioBelievesBodyAsync(string token, string signature, string url, string body) =>
        JudgeAsync(
            "twilio-body",
            new
            {
                token,
                signature,
                url,
                body,
            }
        );

    /// <summary>What a browser with the libraries of web-push thinks of a message: it opens, holds the words, and its sender is right.</summary>
    internal Task<bool> BrowserBelievesAsync(WebPushQuestion question) => JudgeAsync("web-push", question);

    internal NodeDriver Drive(object settings, string program = "drive.mjs")
    {
        SkipIfMissing();
        return new NodeDriver(Start("node", program), settings);
    }

    private async Task<bool> JudgeAsync(string check, object question)
    {
        SkipIfMissing();
        using var judge = Start("node", "judge.mjs", check);
        await judge.StandardInput.WriteAsync(JsonSerializer.Serialize(question, JsonSerializerOptions.Web));
        judge.StandardInput.Close();
        var verdict = await judge.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await judge.WaitForExitAsync(TestContext.Current.CancellationToken);
        return bool.Parse(verdict);
    }

    /// <summary>An OpenID issuer of others: a line in says where browsers return to, a line out where it is.</summary>
    internal Process StartIssuer(string algorithm)
    {
        SkipIfMissing();
        return Start("node", "issuer.mjs", algorithm);
    }

    private void SkipIfMissing()
    {
        if (_missing is not null)
        {
            Assert.Skip(_missing);
        }
    }

    private static Process Start(string program, params string[] arguments) =>
        Process.Start(
            new ProcessStartInfo(program, arguments)
            {
                WorkingDirectory = Folder,
                UseShellExecute = false,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        ) ?? throw new InvalidOperationException($"{program} did not start.");
}
