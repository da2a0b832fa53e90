using Microsoft.Extensions.Options;
using Scout.Server.Carriers;
using Scout.Server.Due;

namespace Scout.Server.Deliveries;

internal static class DeliveriesRegistration
{
    public static IHostApplicationBuilder AddScoutDeliveries(this IHostApplicationBuilder builder)
    {
        builder
            .Services.AddOptions<EscalationOptions>()
            .BindConfiguration(EscalationOptions.Section)
            .ValidateDataAnnotations()
            .ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<CarrierOptions>, CarrierOptionsValidator>();
        builder.Services.AddOptions<CarrierOptions>().BindConfiguration(CarrierOptions.Section).ValidateOnStart();
        builder.Services.AddSingleton<CarrierBoard>();
        builder.Services.AddSingleton<CarrierPace>();
        builder.Services.AddSingleton<CallKeys>();
        builder.Services.AddSingleton<MessageWriter>();
        builder.Services.AddSingleton<DeliveryNewsroom>();
        builder.Services.AddSingleton<DeliveryDesk>();
        builder.Services.AddSingleton<DeliveryDeparture>();
        builder.Services.AddSingleton<IDueWork, DeliveryWorker>();
        builder.Services.AddSingleton<IDueWork, HangUpWork>();
        builder.Services.AddSingleton<IDueWork, CostWork>();
        builder.Services.AddSingleton<IDueWork, MachineWork>();
        return builder;
    }
}
