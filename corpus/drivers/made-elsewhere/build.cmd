cl /kernel /c /DSTAITH_UNDOES staith.c
link /driver /entry:DriverEntry staith.obj ntoskrnl.lib
