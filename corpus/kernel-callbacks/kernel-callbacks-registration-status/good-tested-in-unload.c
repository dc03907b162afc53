/* not-applicable */
#include <ntddk.h>

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD Unload;
NMI_CALLBACK OnNmi;
static PVOID g_Nmi;
BOOLEAN OnNmi(PVOID c, BOOLEAN h)
{
    UNREFERENCED_PARAMETER(c);
    return h;
}

VOID Unload(PDRIVER_OBJECT d)
{
    UNREFERENCED_PARAMETER(d);
    if (g_Nmi != NULL)
        KeDeregisterNmiCallback(g_Nmi);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNREFERENCED_PARAMETER(RegistryPath);
    g_Nmi = KeRegisterNmiCallback(OnNmi, NULL);
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS;
}
