#include <ntddk.h>
#include <mcd.h>

ULONG TurretExtensionSize(VOID);
NTSTATUS TurretInitialize(PDEVICE_OBJECT DeviceObject);
NTSTATUS TurretParameters(PDEVICE_OBJECT DeviceObject, PIRP Irp);
NTSTATUS TurretMove(PDEVICE_OBJECT DeviceObject, PIRP Irp);

static VOID TurretFill(PMCD_INIT_DATA Data)
{
    RtlZeroMemory(Data, sizeof(*Data));
    Data->InitDataSize = sizeof(*Data);
    Data->ChangerAdditionalExtensionSize = TurretExtensionSize;
    Data->ChangerInitialize = TurretInitialize;
    Data->ChangerGetParameters = TurretParameters;
    Data->ChangerMoveMedium = TurretMove;
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    MCD_INIT_DATA turret;

    TurretFill(&turret);
    return (NTSTATUS)ChangerClassInitialize(DriverObject, RegistryPath, &turret);
}
