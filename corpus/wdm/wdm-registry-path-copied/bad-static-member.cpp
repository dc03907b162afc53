#include <ntddk.h>

extern "C" DRIVER_INITIALIZE DriverEntry;
extern "C" DRIVER_UNLOAD Unload;

class Settings {
public:
    static void Remember(const UNICODE_STRING &path) { s_Path = path; } /* expect: wdm-registry-path-copied */
    static USHORT Length() { return s_Path.Length; }

private:
    static UNICODE_STRING s_Path;
};

UNICODE_STRING Settings::s_Path;

VOID Unload(PDRIVER_OBJECT)
{
    KdPrint(("%u\n", Settings::Length()));
}

extern "C" NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    Settings::Remember(*RegistryPath);
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS;
}
