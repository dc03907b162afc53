#include <ntddk.h>
#include <ntintsafe.h>

/* What sums up sizes changes nothing but the sum; where it fails, the callback stays registered. */
DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;
static SE_IMAGE_VERIFICATION_CALLBACK_FUNCTION OnImage;

static PVOID g_Callback;
static PVOID g_Table;

static VOID OnImage(PVOID Context, SE_IMAGE_TYPE Type, PBDCB_IMAGE_INFORMATION Information)
{
    UNREFERENCED_PARAMETER(Context);
    UNREFERENCED_PARAMETER(Type);
    UNREFERENCED_PARAMETER(Information);
}

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    SeUnregisterImageVerificationCallback(g_Callback);
    ExFreePoolWithTag(g_Table, 'lbaT');
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    SIZE_T size;
    NTSTATUS status;

    DriverObject->DriverUnload = Unload;
    status = SeRegisterImageVerificationCallback(SeImageTypeDriver, SeImageVerificationCallbackInformational, OnImage,
                                                 NULL, NULL, &g_Callback);
    if (!NT_SUCCESS(status))
        return status;
    status = RtlSizeTAdd(RegistryPath->Length, 4096, &size);
    if (!NT_SUCCESS(status))
        return status; /* expect: wdm-release-on-failure */
    g_Table = ExAllocatePool2(POOL_FLAG_PAGED, size, 'lbaT');
    if (g_Table == NULL) {
        SeUnregisterImageVerificationCallback(g_Callback);
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    return STATUS_SUCCESS;
}
