#include "ntddk.h"

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath);

int main(void)
{
    DRIVER_OBJECT object = {0};

    return (int)DriverEntry(&object, NULL);
}
