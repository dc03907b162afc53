/* The library's pointer closes the key when the entry returns, by a class that nobody shows: what the unload routine
 * does not close is not left for sure. */
/* verdict: wdm-close-handles de-close-handles undetermined */
/* verdict: wdm-unload-releases de-unload-undoes-entry undetermined */
#include <memory>
#include <ntddk.h>

struct CloseKey {
    void operator()(HANDLE Key) const noexcept
    {
        ZwClose(Key);
    }
};
using KeyHandle = std::unique_ptr<void, CloseKey>;

extern "C" DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;

static KeyHandle OpenSettings(PUNICODE_STRING Path)
{
    OBJECT_ATTRIBUTES attributes;
    HANDLE key;

    InitializeObjectAttributes(&attributes, Path, OBJ_CASE_INSENSITIVE | OBJ_KERNEL_HANDLE, nullptr, nullptr);
    if (!NT_SUCCESS(ZwOpenKey(&key, KEY_READ, &attributes)))
        return KeyHandle(nullptr);
    return KeyHandle(key);
}

static void Unload(PDRIVER_OBJECT)
{
}

extern "C" NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    auto key = OpenSettings(RegistryPath);

    if (!key)
        return STATUS_UNSUCCESSFUL;
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS;
}
