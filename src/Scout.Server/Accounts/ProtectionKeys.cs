using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Scout.Server.Storage;

namespace Scout.Server.Accounts;

/// <summary>
/// The keys behind cookies and stored secrets, in the database: they survive restarts and all nodes share them.
/// </summary>
internal sealed class ProtectionKeys(Database database, TimeProvider time) : IXmlRepository
{
    // The framework asks for keys without awaiting, at the start and about once a day.
    public IReadOnlyCollection<XElement> GetAllElements() =>
        database
            .ReadAsync(
                async session =>
                    (await session.QueryAsync<string>("select xml from protection_keys order by created_at, name"))
                        .Select(xml => XElement.Parse(xml))
                        .ToList(),
                CancellationToken.None
            )
            .GetAwaiter()
            .GetResult();

    public void StoreElement(XElement element, string friendlyName)
    {
        var xml = element.ToString(SaveOptions.DisableFormatting);
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        database
            .WriteAsync(
                session =>
                    session.ExecuteAsync(
                        """
                        insert into protection_keys (name, xml, created_at)
                        values (@friendlyName, @xml, @now)
                        on conflict (name) do nothing
                        """,
                        new
                        {
                            friendlyName,
                            xml,
                            now,
                        }
                    ),
                CancellationToken.None
            )
            .GetAwaiter()
            .GetResult();
    }
}
