; Functions on vectors of sixteen elements, inlined into generated code. In front of global names stand two percent
; signs, which a prefix replaces. Polynomials are those of the plain Java kernels, so that both give the same numbers.

; e^x: x = k log 2 + r, a polynomial of r, and 2^k in two factors, since one may overflow. 1 ulp.
define internal <16 x float> @%%exp_f32(<16 x float> %x) #1 {
  %t1 = call <16 x float> @llvm.maximum.v16f32(<16 x float> %x, <16 x float> splat (float 0xC05B800000000000))
  %t2 = call <16 x float> @llvm.minimum.v16f32(<16 x float> %t1, <16 x float> splat (float 0x4057C00000000000))
  %t3 = call <16 x float> @llvm.fma.v16f32(<16 x float> %t2, <16 x float> splat (float 0x3FF7154760000000), <16 x float> splat (float 0x4168000000000000))
  %t4 = fsub <16 x float> %t3, splat (float 0x4168000000000000)
  %t5 = call <16 x float> @llvm.fma.v16f32(<16 x float> %t4, <16 x float> splat (float 0xBFE62E4300000000), <16 x float> %t2)
  %t6 = call <16 x float> @llvm.fma.v16f32(<16 x float> %t4, <16 x float> splat (float 0x3E205C6100000000), <16 x float> %t5)
  %t7 = bitcast <16 x float> %t3 to <16 x i32>
  %t8 = sub <16 x i32> %t7, splat (i32 1262485504)
  %t9 = ashr <16 x i32> %t8, splat (i32 1)
  %t10 = sub <16 x i32> %t8, %t9
  %t11 = add <16 x i32> %t9, splat (i32 127)
  %t12 = shl <16 x i32> %t11, splat (i32 23)
  %t13 = bitcast <16 x i32> %t12 to <16 x float>
  %t14 = add <16 x i32> %t10, splat (i32 127)
  %t15 = shl <16 x i32> %t14, splat (i32 23)
  %t16 = bitcast <16 x i32> %t15 to <16 x float>
  %t17 = call <16 x float> @llvm.fma.v16f32(<16 x float> %t6, <16 x float> splat (float 0x3F2A12A420000000), <16 x float> splat (float 0x3F56D49200000000))
  %t18 = call <16 x float> @llvm.fma.v16f32(<16 x float> %t17, <16 x float> %t6, <16 x float> splat (float 0x3F81110E00000000))
  %t19 = call <16 x float> @llvm.fma.v16f32(<16 x float> %t18, <16 x float> %t6, <16 x float> splat (float 0x3FA5554E40000000))
  %t20 = call <16 x float> @llvm.fma.v16f32(<16 x float> %t19, <16 x float> %t6, <16 x float> splat (float 0x3FC5555560000000))
  %t21 = call <16 x float> @llvm.fma.v16f32(<16 x float> %t20, <16 x float> %t6, <16 x float> splat (float 0x3FE0000000000000))
  %t22 = fmul <16 x float> %t21, %t6
  %t23 = call <16 x float> @llvm.fma.v16f32(<16 x float> %t22, <16 x float> %t6, <16 x float> %t6)
  %t24 = fadd <16 x float> %t23, splat (float 0x3FF0000000000000)
  %t25 = fmul <16 x float> %t24, %t13
  %t26 = fmul <16 x float> %t25, %t16
  ret <16 x float> %t26
}

; 1 / (1 + e^-x).
define internal <16 x float> @%%logistic_f32(<16 x float> %x) #1 {
  %t1 = fneg <16 x float> %x
  %t2 = call <16 x float> @%%exp_f32(<16 x float> %t1)
  %t3 = fadd <16 x float> %t2, splat (float 0x3FF0000000000000)
  %t4 = fdiv <16 x float> splat (float 0x3FF0000000000000), %t3
  ret <16 x float> %t4
}

; tanh x: a rational function in double precision; 1 beyond 9.02. 1 ulp.
define internal <16 x float> @%%tanh_f32(<16 x float> %x) #1 {
  %t1 = call <16 x float> @llvm.maximum.v16f32(<16 x float> %x, <16 x float> splat (float 0xC0220A3D80000000))
  %t2 = call <16 x float> @llvm.minimum.v16f32(<16 x float> %t1, <16 x float> splat (float 0x40220A3D80000000))
  %t3 = fpext <16 x float> %t2 to <16 x double>
  %t4 = fmul <16 x double> %t3, %t3
  %t5 = call <16 x double> @llvm.fma.v16f64(<16 x double> splat (double 0x3D1CE9FC1B1EEE77), <16 x double> %t4, <16 x double> splat (double 0xBDC168F04E2C13EE))
  %t6 = call <16 x double> @llvm.fma.v16f64(<16 x double> %t5, <16 x double> %t4, <16 x double> splat (double 0x3E6885D135C968E3))
  %t7 = call <16 x double> @llvm.fma.v16f64(<16 x double> %t6, <16 x double> %t4, <16 x double> splat (double 0x3F014B19A2EB0C6D))
  %t8 = call <16 x double> @llvm.fma.v16f64(<16 x double> %t7, <16 x double> %t4, <16 x double> splat (double 0x3F70C43F8B8950B9))
  %t9 = call <16 x double> @llvm.fma.v16f64(<16 x double> %t8, <16 x double> %t4, <16 x double> splat (double 0x3FC1BC15C3460ADF))
  %t10 = call <16 x double> @llvm.fma.v16f64(<16 x double> %t9, <16 x double> %t4, <16 x double> splat (double 0x3FEFFFFFFFF3B6BB))
  %t11 = call <16 x double> @llvm.fma.v16f64(<16 x double> splat (double 0x3EBBFE2C81E4A9B1), <16 x double> %t4, <16 x double> splat (double 0x3F3C809F3A365764))
  %t12 = call <16 x double> @llvm.fma.v16f64(<16 x double> %t11, <16 x double> %t4, <16 x double> splat (double 0x3F9CBA8897F8C716))
  %t13 = call <16 x double> @llvm.fma.v16f64(<16 x double> %t12, <16 x double> %t4, <16 x double> splat (double 0x3FDE336035ED95A9))
  %t14 = call <16 x double> @llvm.fma.v16f64(<16 x double> %t13, <16 x double> %t4, <16 x double> splat (double 0x3FF0000000000000))
  %t15 = fmul <16 x double> %t3, %t10
  %t16 = fdiv <16 x double> %t15, %t14
  %t17 = fptrunc <16 x double> %t16 to <16 x float>
  ret <16 x float> %t17
}

; log x: x = m 2^e with m between the roots of 1/2 and 2, a polynomial of m - 1. 1 ulp.
define internal <16 x float> @%%log_f32(<16 x float> %x) #1 {
  %t1 = fcmp olt <16 x float> %x, splat (float 0x3810000000000000)
  %t2 = fmul <16 x float> %x, splat (float 0x4160000000000000)
  %t3 = select <16 x i1> %t1, <16 x float> %t2, <16 x float> %x
  %t4 = bitcast <16 x float> %t3 to <16 x i32>
  %t5 = add <16 x i32> %t4, splat (i32 4913933)
  %t6 = and <16 x i32> %t5, splat (i32 8388607)
  %t7 = add <16 x i32> %t6, splat (i32 1060439283)
  %t8 = bitcast <16 x i32> %t7 to <16 x float>
  %t9 = ashr <16 x i32> %t5, splat (i32 23)
  %t10 = sub <16 x i32> %t9, splat (i32 127)
  %t11 = sitofp <16 x i32> %t10 to <16 x float>
  %t12 = fsub <16 x float> %t11, splat (float 0x4037000000000000)
  %t13 = select <16 x i1> %t1, <16 x float> %t12, <16 x float> %t11
  %t14 = fsub <16 x float> %t8, splat (float 0x3FF0000000000000)
  %t15 = fmul <16 x float> %t14, %t14
  %t16 = fmul <16 x float> %t15, %t14
  %t17 = call <16 x float> @llvm.fma.v16f32(<16 x float> %t14, <16 x float> splat (float 0x3FB2043760000000), <16 x float> splat (float 0xBFBD7A3700000000))
  %t18 = call <16 x float> @llvm.fma.v16f32(<16 x float> %t17, <16 x float> %t14, <16 x float> splat (float 0x3FBDE4A340000000))
  %t19 = call <16 x float> @llvm.fma.v16f32(<16 x float> %t14, <16 x float> splat (float 0xBFBFCBA9E0000000), <16 x float> splat (float 0x3FC23D37E0000000))
  %t20 = call <16 x float> @llvm.fma.v16f32(<16 x float> %t19, <16 x float> %t14, <16 x float> splat (float 0xBFC555CA00000000))
  %t21 = call <16 x float> @llvm.fma.v16f32(<16 x float> %t14, <16 x float> splat (float 0x3FC999D580000000), <16 x float> splat (float 0xBFCFFFFF80000000))
  %t22 = call <16 x float> @llvm.fma.v16f32(<16 x float> %t21, <16 x float> %t14, <16 x float> splat (float 0x3FD5555540000000))
  %t23 = call <16 x float> @llvm.fma.v16f32(<16 x float> %t18, <16 x float> %t16, <16 x float> %t20)
  %t24 = call <16 x float> @llvm.fma.v16f32(<16 x float> %t23, <16 x float> %t16, <16 x float> %t22)
  %t25 = fmul <16 x float> %t13, splat (float 0xBF2BD01060000000)
  %t26 = call <16 x float> @llvm.fma.v16f32(<16 x float> %t16, <16 x float> %t24, <16 x float> %t25)
  %t27 = call <16 x float> @llvm.fma.v16f32(<16 x float> %t15, <16 x float> splat (float 0xBFE0000000000000), <16 x float> %t14)
  %t28 = fadd <16 x float> %t27, %t26
  %t29 = call <16 x float> @llvm.fma.v16f32(<16 x float> %t13, <16 x float> splat (float 0x3FE6300000000000), <16 x float> %t28)
  %t30 = fcmp oeq <16 x float> %x, splat (float 0x0000000000000000)
  %t31 = select <16 x i1> %t30, <16 x float> splat (float 0xFFF0000000000000), <16 x float> %t29
  %t32 = fcmp oeq <16 x float> %x, splat (float 0x7FF0000000000000)
  %t33 = select <16 x i1> %t32, <16 x float> splat (float 0x7FF0000000000000), <16 x float> %t31
  %t34 = fcmp ult <16 x float> %x, splat (float 0x0000000000000000)
  %t35 = select <16 x i1> %t34, <16 x float> splat (float 0x7FF8000000000000), <16 x float> %t33
  ret <16 x float> %t35
}

; log (1 + x): a rational function below sqrt 2 - 1 in magnitude, else the logarithm. 2 ulp.
define internal <16 x float> @%%log1p_f32(<16 x float> %x) #1 {
  %t1 = fadd <16 x float> %x, splat (float 0x3FF0000000000000)
  %t2 = call <16 x float> @%%log_f32(<16 x float> %t1)
  %t3 = call <16 x float> @llvm.fma.v16f32(<16 x float> %x, <16 x float> splat (float 0x3F07BC0960000000), <16 x float> splat (float 0x3FDFE818A0000000))
  %t4 = call <16 x float> @llvm.fma.v16f32(<16 x float> %t3, <16 x float> %x, <16 x float> splat (float 0x401A509F40000000))
  %t5 = call <16 x float> @llvm.fma.v16f32(<16 x float> %t4, <16 x float> %x, <16 x float> splat (float 0x403DE97380000000))
  %t6 = call <16 x float> @llvm.fma.v16f32(<16 x float> %t5, <16 x float> %x, <16 x float> splat (float 0x404E798EC0000000))
  %t7 = call <16 x float> @llvm.fma.v16f32(<16 x float> %t6, <16 x float> %x, <16 x float> splat (float 0x404C8E75A0000000))
  %t8 = call <16 x float> @llvm.fma.v16f32(<16 x float> %t7, <16 x float> %x, <16 x float> splat (float 0x40340A2020000000))
  %t9 = fadd <16 x float> %x, splat (float 0x402E2035A0000000)
  %t10 = call <16 x float> @llvm.fma.v16f32(<16 x float> %t9, <16 x float> %x, <16 x float> splat (float 0x4054C30B60000000))
  %t11 = call <16 x float> @llvm.fma.v16f32(<16 x float> %t10, <16 x float> %x, <16 x float> splat (float 0x406BB865A0000000))
  %t12 = call <16 x float> @llvm.fma.v16f32(<16 x float> %t11, <16 x float> %x, <16 x float> splat (float 0x4073519460000000))
  %t13 = call <16 x float> @llvm.fma.v16f32(<16 x float> %t12, <16 x float> %x, <16 x float> splat (float 0x406B0DB140000000))
  %t14 = call <16 x float> @llvm.fma.v16f32(<16 x float> %t13, <16 x float> %x, <16 x float> splat (float 0x404E0F3040000000))
  %t15 = fmul <16 x float> %x, %x
  %t16 = fdiv <16 x float> %t8, %t14
  %t17 = fmul <16 x float> %x, %t15
  %t18 = fmul <16 x float> %t17, %t16
  %t19 = call <16 x float> @llvm.fma.v16f32(<16 x float> %t15, <16 x float> splat (float 0xBFE0000000000000), <16 x float> %t18)
  %t20 = fadd <16 x float> %x, %t19
  %t21 = call <16 x float> @llvm.fabs.v16f32(<16 x float> %x)
  %t22 = fcmp olt <16 x float> %t21, splat (float 0x3FDA8279A0000000)
  %t23 = select <16 x i1> %t22, <16 x float> %t20, <16 x float> %t2
  ret <16 x float> %t23
}

; The error function: a rational function; 1 from 3.83 on. 3 ulp.
define internal <16 x float> @%%erf_f32(<16 x float> %x) #1 {
  %t1 = call <16 x float> @llvm.maximum.v16f32(<16 x float> %x, <16 x float> splat (float 0xC00EA8F960000000))
  %t2 = call <16 x float> @llvm.minimum.v16f32(<16 x float> %t1, <16 x float> splat (float 0x400EA8F960000000))
  %t3 = fmul <16 x float> %t2, %t2
  %t4 = call <16 x float> @llvm.fma.v16f32(<16 x float> %t3, <16 x float> splat (float 0x3F2E05AA20000000), <16 x float> splat (float 0x3F6BEBB440000000))
  %t5 = call <16 x float> @llvm.fma.v16f32(<16 x float> %t4, <16 x float> %t3, <16 x float> splat (float 0x3FAA16DD60000000))
  %t6 = call <16 x float> @llvm.fma.v16f32(<16 x float> %t5, <16 x float> %t3, <16 x float> splat (float 0x3FC7B4E800000000))
  %t7 = call <16 x float> @llvm.fma.v16f32(<16 x float> %t6, <16 x float> %t3, <16 x float> splat (float 0x3FF20DD740000000))
  %t8 = call <16 x float> @llvm.fma.v16f32(<16 x float> %t3, <16 x float> splat (float 0xBE7FA720C0000000), <16 x float> splat (float 0x3EF8B11BE0000000))
  %t9 = call <16 x float> @llvm.fma.v16f32(<16 x float> %t8, <16 x float> %t3, <16 x float> splat (float 0x3F50ADA500000000))
  %t10 = call <16 x float> @llvm.fma.v16f32(<16 x float> %t9, <16 x float> %t3, <16 x float> splat (float 0x3F8CD0FA80000000))
  %t11 = call <16 x float> @llvm.fma.v16f32(<16 x float> %t10, <16 x float> %t3, <16 x float> splat (float 0x3FBC698420000000))
  %t12 = call <16 x float> @llvm.fma.v16f32(<16 x float> %t11, <16 x float> %t3, <16 x float> splat (float 0x3FDFD68940000000))
  %t13 = call <16 x float> @llvm.fma.v16f32(<16 x float> %t12, <16 x float> %t3, <16 x float> splat (float 0x3FF0000000000000))
  %t14 = fmul <16 x float> %t2, %t7
  %t15 = fdiv <16 x float> %t14, %t13
  ret <16 x float> %t15
}

; The inverse error function: polynomials of log (1 - x^2) near the middle, of its root in the tails. 3 ulp.
define internal <16 x float> @%%erfinv_f32(<16 x float> %x) #1 {
  %t1 = fmul <16 x float> %x, %x
  %t2 = fneg <16 x float> %t1
  %t3 = call <16 x float> @%%log1p_f32(<16 x float> %t2)
  %t4 = fneg <16 x float> %t3
  %t5 = fsub <16 x float> %t4, splat (float 0x4004000000000000)
  %t6 = call <16 x float> @llvm.fma.v16f32(<16 x float> %t5, <16 x float> splat (float 0x3E5E2CB100000000), <16 x float> splat (float 0x3E970966C0000000))
  %t7 = call <16 x float> @llvm.fma.v16f32(<16 x float> %t6, <16 x float> %t5, <16 x float> splat (float 0xBECD8E6AE0000000))
  %t8 = call <16 x float> @llvm.fma.v16f32(<16 x float> %t7, <16 x float> %t5, <16 x float> splat (float 0xBED26B5820000000))
  %t9 = call <16 x float> @llvm.fma.v16f32(<16 x float> %t8, <16 x float> %t5, <16 x float> splat (float 0x3F2CA65B60000000))
  %t10 = call <16 x float> @llvm.fma.v16f32(<16 x float> %t9, <16 x float> %t5, <16 x float> splat (float 0xBF548A8100000000))
  %t11 = call <16 x float> @llvm.fma.v16f32(<16 x float> %t10, <16 x float> %t5, <16 x float> splat (float 0xBF711C9DE0000000))
  %t12 = call <16 x float> @llvm.fma.v16f32(<16 x float> %t11, <16 x float> %t5, <16 x float> splat (float 0x3FCF91EC60000000))
  %t13 = call <16 x float> @llvm.fma.v16f32(<16 x float> %t12, <16 x float> %t5, <16 x float> splat (float 0x3FF805C5E0000000))
  %t14 = call <16 x float> @llvm.sqrt.v16f32(<16 x float> %t4)
  %t15 = fsub <16 x float> %t14, splat (float 0x4008000000000000)
  %t16 = call <16 x float> @llvm.fma.v16f32(<16 x float> %t15, <16 x float> splat (float 0xBF2A3E1360000000), <16 x float> splat (float 0x3F1A76AD60000000))
  %t17 = call <16 x float> @llvm.fma.v16f32(<16 x float> %t16, <16 x float> %t15, <16 x float> splat (float 0x3F561B8E40000000))
  %t18 = call <16 x float> @llvm.fma.v16f32(<16 x float> %t17, <16 x float> %t15, <16 x float> splat (float 0xBF6E17BCE0000000))
  %t19 = call <16 x float> @llvm.fma.v16f32(<16 x float> %t18, <16 x float> %t15, <16 x float> splat (float 0x3F77824F60000000))
  %t20 = call <16 x float> @llvm.fma.v16f32(<16 x float> %t19, <16 x float> %t15, <16 x float> splat (float 0xBF7F38BAE0000000))
  %t21 = call <16 x float> @llvm.fma.v16f32(<16 x float> %t20, <16 x float> %t15, <16 x float> splat (float 0x3F8354AFC0000000))
  %t22 = call <16 x float> @llvm.fma.v16f32(<16 x float> %t21, <16 x float> %t15, <16 x float> splat (float 0x3FF006DB60000000))
  %t23 = call <16 x float> @llvm.fma.v16f32(<16 x float> %t22, <16 x float> %t15, <16 x float> splat (float 0x4006A9EFC0000000))
  %t24 = fcmp olt <16 x float> %t4, splat (float 0x4014000000000000)
  %t25 = select <16 x i1> %t24, <16 x float> %t13, <16 x float> %t23
  %t26 = fmul <16 x float> %x, %t25
  %t27 = call <16 x float> @llvm.fabs.v16f32(<16 x float> %x)
  %t28 = fmul <16 x float> %x, splat (float 0x7FF0000000000000)
  %t29 = fcmp oeq <16 x float> %t27, splat (float 0x3FF0000000000000)
  %t30 = select <16 x i1> %t29, <16 x float> %t28, <16 x float> %t26
  ret <16 x float> %t30
}

; Threefry-2x32 of twenty rounds: a counter of two words under a key of two words.
define internal { <16 x i32>, <16 x i32> } @%%threefry_u32(<16 x i32> %k0, <16 x i32> %k1, <16 x i32> %c0, <16 x i32> %c1) #1 {
  %t1 = xor <16 x i32> %k0, %k1
  %t2 = xor <16 x i32> %t1, splat (i32 466688986)
  %t3 = add <16 x i32> %c0, %k0
  %t4 = add <16 x i32> %c1, %k1
  %t5 = add <16 x i32> %t3, %t4
  %t6 = call <16 x i32> @llvm.fshl.v16i32(<16 x i32> %t4, <16 x i32> %t4, <16 x i32> splat (i32 13))
  %t7 = xor <16 x i32> %t6, %t5
  %t8 = add <16 x i32> %t5, %t7
  %t9 = call <16 x i32> @llvm.fshl.v16i32(<16 x i32> %t7, <16 x i32> %t7, <16 x i32> splat (i32 15))
  %t10 = xor <16 x i32> %t9, %t8
  %t11 = add <16 x i32> %t8, %t10
  %t12 = call <16 x i32> @llvm.fshl.v16i32(<16 x i32> %t10, <16 x i32> %t10, <16 x i32> splat (i32 26))
  %t13 = xor <16 x i32> %t12, %t11
  %t14 = add <16 x i32> %t11, %t13
  %t15 = call <16 x i32> @llvm.fshl.v16i32(<16 x i32> %t13, <16 x i32> %t13, <16 x i32> splat (i32 6))
  %t16 = xor <16 x i32> %t15, %t14
  %t17 = add <16 x i32> %t14, %k1
  %t18 = add <16 x i32> %t16, %t2
  %t19 = add <16 x i32> %t18, splat (i32 1)
  %t20 = add <16 x i32> %t17, %t19
  %t21 = call <16 x i32> @llvm.fshl.v16i32(<16 x i32> %t19, <16 x i32> %t19, <16 x i32> splat (i32 17))
  %t22 = xor <16 x i32> %t21, %t20
  %t23 = add <16 x i32> %t20, %t22
  %t24 = call <16 x i32> @llvm.fshl.v16i32(<16 x i32> %t22, <16 x i32> %t22, <16 x i32> splat (i32 29))
  %t25 = xor <16 x i32> %t24, %t23
  %t26 = add <16 x i32> %t23, %t25
  %t27 = call <16 x i32> @llvm.fshl.v16i32(<16 x i32> %t25, <16 x i32> %t25, <16 x i32> splat (i32 16))
  %t28 = xor <16 x i32> %t27, %t26
  %t29 = add <16 x i32> %t26, %t28
  %t30 = call <16 x i32> @llvm.fshl.v16i32(<16 x i32> %t28, <16 x i32> %t28, <16 x i32> splat (i32 24))
  %t31 = xor <16 x i32> %t30, %t29
  %t32 = add <16 x i32> %t29, %t2
  %t33 = add <16 x i32> %t31, %k0
  %t34 = add <16 x i32> %t33, splat (i32 2)
  %t35 = add <16 x i32> %t32, %t34
  %t36 = call <16 x i32> @llvm.fshl.v16i32(<16 x i32> %t34, <16 x i32> %t34, <16 x i32> splat (i32 13))
  %t37 = xor <16 x i32> %t36, %t35
  %t38 = add <16 x i32> %t35, %t37
  %t39 = call <16 x i32> @llvm.fshl.v16i32(<16 x i32> %t37, <16 x i32> %t37, <16 x i32> splat (i32 15))
  %t40 = xor <16 x i32> %t39, %t38
  %t41 = add <16 x i32> %t38, %t40
  %t42 = call <16 x i32> @llvm.fshl.v16i32(<16 x i32> %t40, <16 x i32> %t40, <16 x i32> splat (i32 26))
  %t43 = xor <16 x i32> %t42, %t41
  %t44 = add <16 x i32> %t41, %t43
  %t45 = call <16 x i32> @llvm.fshl.v16i32(<16 x i32> %t43, <16 x i32> %t43, <16 x i32> splat (i32 6))
  %t46 = xor <16 x i32> %t45, %t44
  %t47 = add <16 x i32> %t44, %k0
  %t48 = add <16 x i32> %t46, %k1
  %t49 = add <16 x i32> %t48, splat (i32 3)
  %t50 = add <16 x i32> %t47, %t49
  %t51 = call <16 x i32> @llvm.fshl.v16i32(<16 x i32> %t49, <16 x i32> %t49, <16 x i32> splat (i32 17))
  %t52 = xor <16 x i32> %t51, %t50
  %t53 = add <16 x i32> %t50, %t52
  %t54 = call <16 x i32> @llvm.fshl.v16i32(<16 x i32> %t52, <16 x i32> %t52, <16 x i32> splat (i32 29))
  %t55 = xor <16 x i32> %t54, %t53
  %t56 = add <16 x i32> %t53, %t55
  %t57 = call <16 x i32> @llvm.fshl.v16i32(<16 x i32> %t55, <16 x i32> %t55, <16 x i32> splat (i32 16))
  %t58 = xor <16 x i32> %t57, %t56
  %t59 = add <16 x i32> %t56, %t58
  %t60 = call <16 x i32> @llvm.fshl.v16i32(<16 x i32> %t58, <16 x i32> %t58, <16 x i32> splat (i32 24))
  %t61 = xor <16 x i32> %t60, %t59
  %t62 = add <16 x i32> %t59, %k1
  %t63 = add <16 x i32> %t61, %t2
  %t64 = add <16 x i32> %t63, splat (i32 4)
  %t65 = add <16 x i32> %t62, %t64
  %t66 = call <16 x i32> @llvm.fshl.v16i32(<16 x i32> %t64, <16 x i32> %t64, <16 x i32> splat (i32 13))
  %t67 = xor <16 x i32> %t66, %t65
  %t68 = add <16 x i32> %t65, %t67
  %t69 = call <16 x i32> @llvm.fshl.v16i32(<16 x i32> %t67, <16 x i32> %t67, <16 x i32> splat (i32 15))
  %t70 = xor <16 x i32> %t69, %t68
  %t71 = add <16 x i32> %t68, %t70
  %t72 = call <16 x i32> @llvm.fshl.v16i32(<16 x i32> %t70, <16 x i32> %t70, <16 x i32> splat (i32 26))
  %t73 = xor <16 x i32> %t72, %t71
  %t74 = add <16 x i32> %t71, %t73
  %t75 = call <16 x i32> @llvm.fshl.v16i32(<16 x i32> %t73, <16 x i32> %t73, <16 x i32> splat (i32 6))
  %t76 = xor <16 x i32> %t75, %t74
  %t77 = add <16 x i32> %t74, %t2
  %t78 = add <16 x i32> %t76, %k0
  %t79 = add <16 x i32> %t78, splat (i32 5)
  %t80 = insertvalue { <16 x i32>, <16 x i32> } poison, <16 x i32> %t77, 0
  %t81 = insertvalue { <16 x i32>, <16 x i32> } %t80, <16 x i32> %t79, 1
  ret { <16 x i32>, <16 x i32> } %t81
}
