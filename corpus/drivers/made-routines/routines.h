#ifndef ROUTINES_H
#define ROUTINES_H

#define LOOM_ROUTINE(Name) NTSTATUS Loom##Name(PDEVICE_OBJECT DeviceObject, PIRP Irp)
#define LOOM_END(Module, Name) VOID Module##Name(PDRIVER_OBJECT DriverObject)

LOOM_ROUTINE(Create);
LOOM_ROUTINE(Close);
LOOM_ROUTINE(Read);
LOOM_END(Loom, Unload);

#endif
