using System.Data.Common;
using System.Xml.Linq;
using Dapper;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace Scout.Server.Storage;

/// <summary>The keys of Data Protection in the database, so that every node opens what another one closed.</summary>
internal sealed class KeyTable(Database database, TimeProvider time) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var connection = Open();
        return [.. connection.Query<string>("select xml from protection_keys").Select(xml => XElement.Parse(xml))];
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        using var connection = Open();
        connection.Execute(
            """
            insert into protection_keys (name, xml, created_at) values (@friendlyName, @xml, @now)
            on conflict (name) do update set xml = excluded.xml
            """,
            new
            {
                friendlyName,
                xml = element.ToString(SaveOptions.DisableFormatting),
                now = time.GetUtcNow().ToUnixTimeMilliseconds(),
            }
        );
    }

    // The interface knows no tasks; it is called at the start and when a key is made, every 90 days.
    private DbConnection Open() => database.OpenAsync(CancellationToken.None).GetAwaiter().GetResult();
}
